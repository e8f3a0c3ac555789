import type { Api } from '../api'
import { toUser } from '../convert/user'
import type { ConnectionState, User } from '../types'
import { attentionApi } from './attention'
import { authApi } from './auth'
import { chatsApi } from './chats'
import { createContext, type Context, type Emit } from './context'
import { dialogsApi } from './dialogs'
import { endsSession } from './failure'
import { filesApi } from './files'
import { foldersApi } from './folders'
import { groupsApi } from './groups'
import { invitesApi } from './invites'
import { mediaSendingApi } from './media-sending'
import { membersApi } from './members'
import { messagesApi } from './messages'
import { peopleApi } from './people'
import { photosApi } from './photos'
import { privacyApi } from './privacy'
import { searchApi } from './search'
import { pollsApi } from './polls'
import { reactionsApi } from './reactions'
import { scheduledApi } from './scheduled'
import { securityApi } from './security'
import { sendersApi } from './senders'
import { stickersApi } from './stickers'
import { threadsApi } from './threads'
import { supervisionApi } from './supervision'
import { topicsApi } from './topics'
import { toEvent } from './updates'
import { fetchWellKnown } from './well-known'

export type Engine = Api

const STATES: Record<'offline' | 'connecting' | 'updating' | 'connected', ConnectionState> = {
  offline: 'offline',
  connecting: 'connecting',
  updating: 'updating',
  connected: 'online',
}

function listen(context: Context): void {
  const { client, emit } = context
  let last: ConnectionState = 'connecting'
  client.onConnectionState.add((state) => {
    const next = STATES[state]
    const isBack = next === 'online' && (last === 'connecting' || last === 'offline')
    last = next
    emit({ type: 'connection', state: next })
    // mtcute 0.30 never notes the session it was given, hence does not see that a reconnection began a new one and
    // that what was pushed to the old one is to be asked for.
    if (isBack && context.selfId !== 0) client.updates?.catchUp()
  })
  client.onRawUpdate.add(({ update, peers }) => {
    context.meet([...peers.users.values()])
    context.meetChats([...peers.chats.values()])
    const event = toEvent(update, context.selfId)
    if (event) emit(event)
  })
  client.onError.add((error) => {
    if (context.selfId !== 0 && endsSession(error)) emit({ type: 'signedOut' })
    else console.warn(error)
  })
}

/** The person whose session this browser keeps, or null when it has none that the server still accepts. */
async function resume(context: Context): Promise<User | null> {
  const stored = await context.client.storage.self.fetch()
  if (!stored) return null
  try {
    const [raw] = await context.client.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] })
    const me = raw ? toUser(raw) : null
    if (!me) return null
    context.selfId = me.id
    await context.client.startUpdatesLoop()
    return me
  } catch (error) {
    if (!endsSession(error)) throw error
    await context.client.notifyLoggedOut()
    return null
  }
}

/** The engine behind the page: a client of the server, started by the first call. */
export function createApi(emit: Emit): Engine {
  const methods = {} as Engine
  let context: Context | null = null
  methods.start = async ({ language }) => {
    const server = await fetchWellKnown(self.location.origin)
    if (!context) {
      context = await createContext(server, language, emit)
      listen(context)
      Object.assign(
        methods,
        attentionApi(context),
        authApi(context),
        chatsApi(context),
        dialogsApi(context),
        filesApi(context),
        foldersApi(context),
        groupsApi(context),
        invitesApi(context),
        mediaSendingApi(context),
        membersApi(context),
        messagesApi(context),
        peopleApi(context),
        photosApi(context),
        privacyApi(context),
        searchApi(context),
        pollsApi(context),
        reactionsApi(context),
        scheduledApi(context),
        threadsApi(context),
        securityApi(context),
        sendersApi(context),
        stickersApi(context),
        supervisionApi(context),
        topicsApi(context),
      )
    }
    await context.client.connect()
    return { server: { name: server.name }, me: await resume(context) }
  }
  return methods
}
