// mtcute's web build 0.27.8, unmodified, without a browser: its WebSocket gets our address, its platform no navigator.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { MemoryStorage, MtUnsupportedError, TelegramClient, WebCryptoProvider, WebPlatform, WebSocketTransport } from 'mtcute-web'
import { addPublicKey } from 'mtcute-web/utils.js'
import { Actor } from './actor.mjs'
import { kLostServer } from './mtcute.mjs'
import { entityOfTl, entityToTl } from './tl_entities.mjs'

export const client = { name: 'mtcute web', version: '0.27.8', layer: 221, transports: ['websocket'] }

// What the library itself depends on, not what this folder would find under those names.
const core = createRequire(createRequire(import.meta.url).resolve('mtcute-web'))
const inside = createRequire(core.resolve('@mtcute/core'))
const { __tlReaderMap: constructors } = inside('@mtcute/tl/binary/reader.js')
const wasm = await readFile(new URL('mtcute.wasm', `file://${core.resolve('@mtcute/wasm')}`))

const crypto = new WebCryptoProvider({ wasmInput: new WebAssembly.Module(wasm) })
await crypto.initialize()
const known = new Set()

class NodePlatform extends WebPlatform {
  getDeviceModel = () => client.name
  onNetworkChanged = () => () => {}
  isOnline = () => true
}

const websocketTo = (server) => class extends WebSocket {
  constructor(url, protocols) {
    super(`ws://127.0.0.1:${server.port}${new URL(url).pathname}`, protocols)
  }
}

const messageOf = (m) => ({
  id: m.id, peer: m.chat.id, out: m.isOutgoing, text: m.text, entities: (m.raw.entities ?? []).map(entityOfTl),
  edited: Boolean(m.editDate), replyTo: m.replyToMessage?.id ?? undefined,
})
const inputText = (text, entities = []) => ({ text, entities: entities.map(entityToTl) })

class MtcuteWebActor extends Actor {
  constructor({ server, phone, session = new MemoryStorage(), log }) {
    super()
    Object.assign(this, { server, phone, storage: session })
    if (!known.has(server.info.pem)) addPublicKey(crypto, server.info.pem)
    known.add(server.info.pem)
    const address = { id: 2, ipAddress: '127.0.0.1', port: server.port }
    const { unknown } = this
    this.client = new TelegramClient({
      apiId: 1, apiHash: '0'.repeat(32), storage: session, crypto, platform: new NodePlatform(),
      transport: new WebSocketTransport({ ws: websocketTo(server) }),
      defaultDcs: { main: address, media: { ...address, mediaOnly: true } },
      readerMap: new Proxy(constructors, {
        get(map, id) {
          if (!(id in map)) unknown.push(Number(id).toString(16))
          return map[id]
        },
      }),
      logLevel: log ? 3 : 0,
      updates: { catchUp: true },
    })
    this.client.onError.add((error) => {
      if (!kLostServer.test(error)) unknown.push(error.stack)
    })
    this.client.onNewMessage.add((m) => this.tell({ kind: 'message', ...messageOf(m) }))
    this.client.onEditMessage.add((m) => this.tell({ kind: 'edit', ...messageOf(m) }))
    this.client.onDeleteMessage.add(({ messageIds: ids }) => this.tell({ kind: 'delete', ids }))
    this.client.onHistoryRead.add(({ chatId: peer, maxReadId: maxId, isOutbox: outbox }) =>
      this.tell({ kind: 'read', peer, maxId, outbox }))
  }

  async open({ session }) {
    await this.client.connect()
    if (session) await this.client.startUpdatesLoop()
  }

  async signIn({ code, password, firstName }) {
    const { phone } = this
    const { phoneCodeHash } = await this.client.sendCode({ phone })
    try {
      await this.client.signIn({ phone, phoneCodeHash, phoneCode: await code() })
    } catch (error) {
      if (error.text === 'SESSION_PASSWORD_NEEDED' && password) await this.client.checkPassword(password)
      else if (error instanceof MtUnsupportedError) { // it leaves signing up to its user
        await this.client.notifyLoggedIn(await this.client.call({
          _: 'auth.signUp', phoneNumber: phone, phoneCodeHash, firstName, lastName: '',
        }))
      } else throw error
    }
    await this.client.startUpdatesLoop()
  }

  async me() {
    const { id, phoneNumber, firstName } = await this.client.getMe()
    return { id, phone: `+${phoneNumber}`, firstName }
  }

  async setPassword({ current, next, hint = '' }) {
    if (!next) await this.client.removeCloudPassword(current)
    else if (current) await this.client.changeCloudPassword({ currentPassword: current, newPassword: next, hint })
    else await this.client.enableCloudPassword({ password: next, hint })
  }

  async findByPhone(phone) {
    const { users: [user] } = await this.client.importContacts([{ phone, firstName: phone, lastName: '' }])
    return user.id
  }

  async dialogs() {
    const found = []
    for await (const d of this.client.iterDialogs()) {
      found.push({
        peer: d.peer.id, top: d.raw.topMessage, unread: d.unreadCount, readInbox: d.lastReadIngoing,
        readOutbox: d.lastReadOutgoing, text: d.lastMessage?.text ?? '',
      })
    }
    return found
  }

  async history(peer, limit) {
    return (await this.client.getHistory(peer, { limit })).map(messageOf)
  }

  async send(peer, text, { entities, replyTo } = {}) {
    return (await this.client.sendText(peer, inputText(text, entities), { replyTo })).id
  }

  async edit(peer, id, text, { entities } = {}) {
    await this.client.editMessage({ chatId: peer, message: id, text: inputText(text, entities) })
  }

  async remove(ids) {
    await this.client.deleteMessagesById('me', ids, { revoke: true })
  }

  read = (peer, maxId) => this.client.readHistory(peer, { maxId })
  offline = () => this.client.disconnect()

  async online() {
    await this.client.connect()
    await this.client.startUpdatesLoop() // disconnect() has stopped it
  }

  save = async () => this.storage
  close = () => this.client.destroy()
}

export async function open(options) {
  const actor = new MtcuteWebActor(options)
  await actor.open(options)
  return actor
}
