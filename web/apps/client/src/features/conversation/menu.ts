import {
  isChannelId,
  isGroupId,
  isPersonId,
  writeObstacle,
  hasAdminRight,
  type Message,
} from '@botschaft/protocol'
import type { MenuItem } from '@botschaft/ui'
import type { App } from '../../state/app.svelte'
import { clock } from '../../state/clock.svelte'
import { t } from '../../state/preferences.svelte'
import { pathOf, type Link } from '../../state/link'
import type { Letter } from '../compose/letter.svelte'
import type { MessageActions } from './actions'
import { topicOf } from './forums.svelte'
import { hasVoted, showsResults } from './poll'

interface Circumstances {
  letter: Letter
  /** What of the message is selected. */
  quote: string | null
  mayPin: boolean
  isInThread: boolean
  actions: MessageActions
  select: (message: Message) => void
  show: (kind: 'delete' | 'forward' | 'readers' | 'reactors') => void
}

// What help.getAppConfig calls chat_read_mark_size_threshold and chat_read_mark_expire_period.
const READ_MARKS_MEMBERS_MAX = 100
const READ_MARKS_S = 604_800

export function canEdit(app: App, message: Message): boolean {
  if (message.forward || message.service || message.poll) return false
  return message.isOutgoing || mayEditPost(app, message)
}

function mayEditPost(app: App, message: Message): boolean {
  const chat = app.groups.chats.get(message.chatId)
  return message.isPost && chat !== undefined && hasAdminRight(chat, 'editMessages')
}

/** An address that shows the message in this client and in others, to who may see it. */
function linkTo(app: App, message: Message): string {
  const chat = app.groups.chats.get(message.chatId)
  const { id: messageId, chatId } = message
  const threadId = chat?.isForum ? topicOf(message) : null
  const link: Link = chat?.username
    ? { kind: 'name', username: chat.username, threadId, messageId }
    : { kind: 'message', chatId, threadId, messageId }
  return `${location.origin}${pathOf(link)}`
}

/** Whether the server lets nobody take the message elsewhere. */
export function isProtected(app: App, message: Message): boolean {
  return message.isProtected || (app.groups.chats.get(message.chatId)?.isProtected ?? false)
}

export function canForward(app: App, message: Message): boolean {
  return !message.service && !isProtected(app, message)
}

export function canDelete(app: App, message: Message): boolean {
  const { chatId } = message
  if (isPersonId(chatId) || isGroupId(chatId) || message.isOutgoing) return true
  const chat = app.groups.chats.get(chatId)
  return chat !== undefined && hasAdminRight(chat, 'deleteMessages')
}

/** The server tells who has read what in small groups, for a week. */
function hasReaders(app: App, message: Message): boolean {
  if (!message.isOutgoing || message.service || message.isPost) return false
  if (isPersonId(message.chatId) || clock.now - message.date > READ_MARKS_S) return false
  const chat = app.groups.chats.get(message.chatId)
  const members = app.groups.infos.get(message.chatId)?.memberCount ?? chat?.memberCount ?? Infinity
  return isGroupId(message.chatId) || members <= READ_MARKS_MEMBERS_MAX
}

export async function copyText(app: App, text: string): Promise<void> {
  // Only secure pages have the clipboard; elsewhere people still select and copy by hand.
  if (await app.toasts.attempt(() => navigator.clipboard.writeText(text)))
    app.toasts.show(t('message.copied'))
}

function pollItems(app: App, message: Message, actions: MessageActions): MenuItem[] {
  const { poll, chatId, id } = message
  if (!poll) return []
  const entries: MenuItem[] = []
  if (poll.isPublic && showsResults(poll))
    entries.push({ label: t('poll.votes'), icon: 'poll', run: () => actions.showVoters(message, null) })
  if (poll.isClosed) return entries
  if (hasVoted(poll) && !poll.isQuiz)
    entries.push({
      label: t('poll.retract'),
      icon: 'close',
      run: () => void app.toasts.attempt(() => app.api.vote(chatId, id, [])),
    })
  if (!message.forward && (message.isOutgoing || mayEditPost(app, message)))
    entries.push({
      label: t('poll.close'),
      icon: 'lock',
      run: () => void app.toasts.attempt(() => app.api.closePoll(chatId, message)),
    })
  return entries
}

/** What stickers and GIFs of others are good for. */
function keepItems(app: App, { media }: Message): MenuItem[] {
  if (media?.kind === 'gif')
    return [
      {
        label: t('stickers.saveGif'),
        icon: 'bookmark',
        run: () => void app.toasts.attempt(() => app.api.saveGif(media.document, true)),
      },
    ]
  if (media?.kind !== 'sticker') return []
  const { set, document } = media
  const entries: MenuItem[] = [
    {
      label: t('stickers.favourite'),
      icon: 'heart',
      run: () => void app.toasts.attempt(() => app.api.setFavourite(document, true)),
    },
  ]
  if (set) entries.push({ label: t('stickers.showSet'), icon: 'smile', run: () => (app.shownSet = set) })
  return entries
}

/** What can be done with a message, by who looks at it. */
export function menuItems(app: App, message: Message, on: Circumstances): MenuItem[] {
  const { chatId, id } = message
  const chat = app.groups.chats.get(chatId)
  const isKept = isProtected(app, message)
  const canWrite = !chat || writeObstacle(chat) === null
  /** Messages of the basic group that a supergroup was are shown among its own. */
  const isHere = chatId === on.letter.chatId
  const isText = message.text !== '' && !message.service
  const entries: MenuItem[] = []
  if (canWrite) {
    entries.push({ label: t('message.reply'), icon: 'reply', run: () => on.letter.reply(message, null) })
    const { quote } = on
    if (quote !== null)
      entries.push({ label: t('message.quote'), icon: 'quote', run: () => on.letter.reply(message, quote) })
  }
  if (!on.isInThread && isChannelId(chatId) && !message.isPost && !message.service && !chat?.isForum)
    entries.push({
      label: t('thread.open'),
      icon: 'comments',
      run: () => on.actions.openThread(message),
    })
  if (canEdit(app, message))
    entries.push({ label: t('message.edit'), icon: 'edit', run: () => on.letter.edit(message) })
  if (isText && !isKept)
    entries.push({ label: t('message.copy'), icon: 'copy', run: () => void copyText(app, message.text) })
  if (isChannelId(chatId) && !message.service)
    entries.push({
      label: t('message.copyLink'),
      icon: 'link',
      run: () => void copyText(app, linkTo(app, message)),
    })
  if (on.mayPin && isHere && !message.service)
    entries.push({
      label: t(message.isPinned ? 'message.unpin' : 'message.pin'),
      icon: message.isPinned ? 'unpin' : 'pin',
      run: () => void app.toasts.attempt(() => app.api.setPinned(chatId, id, !message.isPinned, false)),
    })
  if (canForward(app, message))
    entries.push({ label: t('message.forward'), icon: 'forward', run: () => on.show('forward') })
  if (isHere && !message.service)
    entries.push({ label: t('message.select'), icon: 'check', run: () => on.select(message) })
  if (hasReaders(app, message))
    entries.push({ label: t('message.seenBy'), icon: 'eye', run: () => on.show('readers') })
  if (message.reactions?.canSeeList && message.reactions.counts.length > 0)
    entries.push({ label: t('message.reactions'), icon: 'heart', run: () => on.show('reactors') })
  entries.push(...keepItems(app, message))
  entries.push(...pollItems(app, message, on.actions))
  if (canDelete(app, message))
    entries.push({
      label: t('message.delete'),
      icon: 'trash',
      isDangerous: true,
      run: () => on.show('delete'),
    })
  return entries
}
