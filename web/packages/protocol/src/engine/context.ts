import type { tl } from '@mtcute/core'
import { BaseTelegramClient } from '@mtcute/core/client.js'
import { addPublicKey, LogManager } from '@mtcute/core/utils.js'
import { IdbStorage } from '@mtcute/web'
import { channelChatId, toChats } from '../convert/chat'
import { toUsers } from '../convert/user'
import { ApiError } from '../errors'
import type { AppEvent } from '../events'
import { References } from '../files/references'
import type { Chat, User } from '../types'
import { WasmCrypto } from './crypto'
import { describeDevice } from './device'
import { endsSession } from './failure'
import { askSource } from './file-sources'
import { Peers } from './peers'
import { browserPlatform } from './platform'
import { webSocketTransport } from './transport'
import { webSocketUrl, type WellKnown } from './well-known'

/** Clients of Telegram identify themselves by numbers issued to their authors; a Botschaft accepts any. */
const API_ID = 1
const API_HASH = 'botschaft'
const DATABASE = 'botschaft.session'
/** By its language pack a client tells what it is; the server's list of sessions shows "Botschaft" for this one. */
const LANGUAGE_PACK = 'botschaft'
const APP_VERSION = '0.1.0'

export type Emit = (event: AppEvent) => void

/** What every method of the engine works with. */
export interface Context {
  client: BaseTelegramClient
  emit: Emit
  references: References
  /** Id of the signed-in person, 0 before. */
  selfId: number
  call<T extends tl.RpcMethod>(request: T): Promise<tl.RpcCallReturn[T['_']]>
  peer(chatId: number): Promise<tl.TypeInputPeer>
  user(userId: number): Promise<tl.TypeInputUser>
  channel(chatId: number): Promise<tl.TypeInputChannel>
  /** Converts the people of a result and tells the page about them. */
  meet(raw: tl.TypeUser[]): User[]
  meetChats(raw: tl.TypeChat[]): Chat[]
  /** Takes in what a call answered with, as if it had been pushed. */
  apply(updates: tl.TypeUpdates): void
}

export async function createContext(server: WellKnown, language: string, emit: Emit): Promise<Context> {
  const crypto = new WasmCrypto()
  await crypto.initialize()
  addPublicKey(crypto, server.pem)

  const storage = new IdbStorage(DATABASE)
  const client = createClient(server, language, crypto, storage, (channelId) =>
    emit({ type: 'chatStale', chatId: channelChatId(channelId) }),
  )
  const peers = new Peers(client, storage)
  const context: Context = {
    client,
    emit,
    references: new References((source) => askSource(context, source)),
    selfId: 0,
    async call(request) {
      try {
        return await client.call(request as never)
      } catch (error) {
        if (context.selfId !== 0 && endsSession(error)) emit({ type: 'signedOut' })
        throw error
      }
    },
    async peer(chatId) {
      return chatId === context.selfId ? { _: 'inputPeerSelf' } : peers.resolve(chatId)
    },
    async user(userId) {
      return userId === context.selfId ? { _: 'inputUserSelf' } : peers.user(userId)
    },
    channel: (chatId) => peers.channel(chatId),
    meet(raw) {
      peers.meet(raw, [])
      const users = toUsers(raw)
      if (users.length > 0) emit({ type: 'users', users })
      return users
    },
    meetChats(raw) {
      peers.meet([], raw)
      const chats = toChats(raw)
      if (chats.length > 0) emit({ type: 'chats', chats })
      return chats
    },
    apply(updates) {
      client.handleClientUpdate(updates, false)
      if ('users' in updates) {
        context.meet(updates.users)
        context.meetChats(updates.chats)
      }
    },
  }
  return context
}

function createClient(
  server: WellKnown,
  language: string,
  crypto: WasmCrypto,
  storage: IdbStorage,
  onChannelTooLong: (channelId: number) => void,
): BaseTelegramClient {
  const [first] = server.dcs
  if (!first) throw new ApiError({ name: 'NOT_A_BOTSCHAFT', code: 502, seconds: null })
  const dc = { id: first.id, ipAddress: first.ip, port: first.port }
  const { browser, system } = describeDevice(navigator.userAgent)
  return new BaseTelegramClient({
    apiId: API_ID,
    apiHash: API_HASH,
    crypto,
    platform: browserPlatform,
    transport: webSocketTransport(webSocketUrl(server.websocket, self.location.origin)),
    storage,
    updates: { onChannelTooLong },
    defaultDcs: { main: dc, media: { ...dc, mediaOnly: true } },
    logLevel: LogManager.WARN,
    initConnectionOptions: {
      deviceModel: browser,
      systemVersion: system,
      appVersion: APP_VERSION,
      systemLangCode: language,
      langPack: LANGUAGE_PACK,
      langCode: language,
    },
  })
}

/** What is known of the account is in this database; removing it forgets the session. */
export function forgetSession(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
