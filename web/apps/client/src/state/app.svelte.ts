import {
  isApiError,
  isPersonId,
  type Api,
  type Connection,
  type ConnectionState,
  type Message,
  type Profile,
  type StickerSetLink,
  type User,
} from '@botschaft/protocol'
import { getContext, setContext } from 'svelte'
import { Chats } from '../features/chats/chats.svelte'
import { isMuted, traitsOf } from '../features/chats/traits'
import { Scheduled } from '../features/compose/scheduled.svelte'
import { Forums } from '../features/conversation/forums.svelte'
import { Histories } from '../features/conversation/histories'
import { DiskEnvelopes } from '../features/conversation/envelope-store'
import { KnownReactions } from '../features/conversation/known-reactions.svelte'
import { UploadStates } from '../features/conversation/uploads.svelte'
import { Downloads } from '../features/downloads/downloads.svelte'
import { Folders } from '../features/folders/folders.svelte'
import { openLink } from '../features/groups/links'
import { CustomEmojis } from '../features/media/custom-emoji.svelte'
import { FileUrls } from '../features/media/file-urls'
import { Player } from '../features/media/player.svelte'
import { ViewerState } from '../features/viewer/viewer.svelte'
import { Streams } from '../streaming/streams.svelte'
import { Stickers } from '../features/stickers/stickers.svelte'
import { dispatch } from './dispatcher'
import { Groups } from './groups.svelte'
import { linkOfPath } from './link'
import { Navigation } from './navigation.svelte'
import { invitationOf } from './route'
import { Notices } from './notices.svelte'
import { People } from './people.svelte'
import { preferences, t } from './preferences.svelte'
import { Toasts } from './toasts.svelte'
import { Typing } from './typing.svelte'

export type Phase = 'starting' | 'unreachable' | 'signIn' | 'ready'

/** The server forgets that somebody is online unless told again. */
const ONLINE_REPEAT_MS = 45_000

/** The state of the whole client; components reach it by useApp(). */
export class App {
  phase = $state<Phase>('starting')
  connection = $state<ConnectionState>('connecting')
  serverName = $state('')
  me = $state.raw<User | null>(null)
  /** The latest incoming message, for notices. */
  arrived = $state.raw<Message | null>(null)
  contactsVersion = $state(0)
  sessionsVersion = $state(0)
  /** Token of the invitation link that opened this page. */
  readonly invitation = invitationOf(location.pathname)
  /** The link with which this page was opened. */
  readonly link = linkOfPath(decodeURIComponent(location.pathname))
  /** Hash of an invitation to a group or channel that is being looked at. */
  invitedBy = $state<string | null>(null)
  /** A set of stickers that is being looked at. */
  shownSet = $state.raw<StickerSetLink | null>(null)
  readonly api: Api
  readonly nav = new Navigation()
  readonly people = new People()
  readonly typing = new Typing()
  readonly toasts = new Toasts()
  readonly uploads = new UploadStates()
  readonly envelopes = new DiskEnvelopes()
  readonly groups: Groups
  readonly forums: Forums
  readonly scheduled: Scheduled
  readonly notices: Notices
  readonly reactions: KnownReactions
  readonly stickers: Stickers
  readonly chats: Chats
  readonly folders: Folders
  readonly customEmoji: CustomEmojis
  readonly fileUrls: FileUrls
  readonly streams: Streams
  readonly downloads: Downloads
  readonly player = new Player(this)
  readonly viewer = new ViewerState()
  readonly histories: Histories
  private onlineTimer = 0

  constructor(connection: Connection) {
    this.api = connection.api
    this.groups = new Groups(this.api)
    this.forums = new Forums(this.api)
    this.scheduled = new Scheduled(this.api)
    this.notices = new Notices(this.api)
    this.reactions = new KnownReactions(this.api)
    this.stickers = new Stickers(this.api)
    this.chats = new Chats(this.api, (dialog) => isMuted(this, dialog))
    this.customEmoji = new CustomEmojis(this.api)
    this.fileUrls = new FileUrls(this.api)
    this.streams = new Streams(this.api)
    this.downloads = new Downloads(this.api)
    this.folders = new Folders(this.api, (dialog) => traitsOf(this, dialog))
    const onSent = (message: Message) => {
      this.forums.add(message)
      this.background(this.chats.add(message))
    }
    this.histories = new Histories(this.api, onSent, this.envelopes)
    connection.onEvent((event) => dispatch(this, event))
  }

  async start(): Promise<void> {
    this.phase = 'starting'
    try {
      const { server, me } = await this.api.start({ language: preferences.language })
      this.serverName = server.name
      if (me) await this.enter(me)
      else this.phase = 'signIn'
    } catch (error) {
      console.error(error)
      this.phase = 'unreachable'
    }
  }

  /** Somebody is signed in: fetch what the first screen shows. */
  async enter(me: User): Promise<void> {
    this.me = me
    this.people.meet([me])
    if (this.invitation || this.link) history.replaceState(null, '', `/${location.hash}`)
    await this.chats.load()
    this.phase = 'ready'
    if (this.link) this.background(openLink(this, this.link))
    this.reportPresence()
    document.addEventListener('visibilitychange', () => this.reportPresence())
    this.onlineTimer = window.setInterval(() => this.reportPresence(), ONLINE_REPEAT_MS)
    this.background(this.streams.start())
    this.background(this.folders.load())
    this.background(this.resumeSending())
    this.background(this.notices.load())
    this.background(
      this.api.getBlocked().then((users) => users.forEach((user) => this.people.setBlocked(user.id, true))),
    )
  }

  /** Goes on with files that were on their way when the page was closed. */
  private async resumeSending(): Promise<void> {
    for (const { chatId, threadId, envelope } of await this.envelopes.all())
      this.histories.open(chatId, threadId).outbox.restore(envelope)
  }

  /** The session is over, here or by somebody's wish elsewhere. Starting anew leaves nothing of it behind. */
  leave(): void {
    if (this.phase !== 'ready') return
    clearInterval(this.onlineTimer)
    this.envelopes.clear()
    location.replace(location.pathname)
  }

  async logOut(): Promise<void> {
    await this.toasts.attempt(() => this.api.logOut())
    this.leave()
  }

  async loadProfile(userId: number): Promise<Profile> {
    const profile = await this.api.getProfile(userId)
    this.people.setBlocked(userId, profile.isBlocked)
    this.people.historyTtls.set(userId, profile.historyTtl)
    return profile
  }

  /** The name of a chat or person. */
  nameOf(id: number): string {
    return isPersonId(id) ? this.people.nameOf(id) : (this.groups.chats.get(id)?.title ?? t('chats.unknown'))
  }

  /** The sender of a message: oneself by name, not as "Saved Messages". */
  senderName(id: number): string {
    return id === this.me?.id ? this.me.firstName : this.nameOf(id)
  }

  get connectionText(): string | null {
    switch (this.connection) {
      case 'offline':
        return t('app.offline')
      case 'connecting':
        return t('app.connecting')
      case 'updating':
        return t('app.updating')
      case 'online':
        return null
    }
  }

  /** For work nobody waits for: failing is no more than a line in the console. */
  background(work: Promise<unknown>): void {
    work.catch((error) => console.warn(isApiError(error) ? error.name : error))
  }

  setConnection(state: ConnectionState): void {
    const isBack = state === 'online' && this.connection !== 'online'
    this.connection = state
    // The server took us for gone; and should it have ended this session meanwhile, its answer says so.
    if (isBack && this.phase === 'ready') this.reportPresence()
  }

  private reportPresence(): void {
    this.background(this.api.setOnline(document.visibilityState === 'visible'))
  }
}

const KEY = Symbol('app')

export function provideApp(app: App): App {
  return setContext(KEY, app)
}

export function useApp(): App {
  return getContext<App>(KEY)
}
