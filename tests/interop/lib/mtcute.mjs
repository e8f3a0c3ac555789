// mtcute 0.30.3, unmodified: addresses and key by its own API.
import { addPublicKey } from '@mtcute/core/utils.js'
import { MemoryStorage, MtProxyTcpTransport, TcpTransport, TelegramClient } from '@mtcute/node'
import { NodeCryptoProvider } from '@mtcute/node/utils.js'
import Long from 'long'
import { eventually } from './server.mjs'
import { WebSocketToServer } from './websocket.mjs'

const crypto = new NodeCryptoProvider()
await crypto.initialize()
const known = new Set()

function useServerKey(pem) {
  if (known.has(pem)) return
  known.add(pem)
  addPublicKey(crypto, pem)
}

const transports = {
  tcp: () => new TcpTransport(),
  websocket: (server) => new WebSocketToServer(server),
  mtproxy: (server) => new MtProxyTcpTransport({ host: '127.0.0.1', port: server.port, secret: server.proxySecret }),
}

export class MtcuteDevice {
  constructor(server, name, { transport = 'tcp', pfs = false, dc = 2, storage = new MemoryStorage() } = {}) {
    Object.assign(this, { server, name, transport, pfs, dc })
    this.kind = 'mtcute'
    useServerKey(server.info.pem)
    this.storage = storage
    this.gone = new Set()
    this.replica = new Map() // what this device knows from its own sends and from updates alone: id -> message
  }

  async start() {
    const address = { id: this.dc, ipAddress: '127.0.0.1', port: this.server.port }
    this.client = new TelegramClient({
      apiId: 1, apiHash: '0'.repeat(32), storage: this.storage, crypto,
      transport: transports[this.transport](this.server), network: { usePfs: this.pfs },
      defaultDcs: { main: address, media: { ...address, mediaOnly: true } },
      initConnectionOptions: { deviceModel: this.name },
      logLevel: Number(process.env.MTCUTE_VERBOSITY ?? 0),
      updates: { catchUp: true },
    })
    // A difference may tell of a message that this device itself has deleted or edited meanwhile; ids never come back,
    // and what has an edit date is newer than what has none.
    const keep = (m) => {
      if (this.gone.has(m.id) || (this.replica.get(m.id)?.edited && !m.editDate)) return
      this.replica.set(m.id, { out: m.isOutgoing, text: m.text, edited: Boolean(m.editDate) })
    }
    this.client.onNewMessage.add(keep)
    this.client.onEditMessage.add(keep)
    this.client.onDeleteMessage.add(({ messageIds }) => this.forget(messageIds))
    // mtcute 0.30.3 never notices new_session_created, so it has to be told to catch up when it is back.
    this.client.onConnectionState.add((state) => {
      if (state === 'connected' && this.me) this.client.updates?.catchUp()
    })
    await this.client.connect()
  }

  forget(ids) {
    for (const id of ids) {
      this.gone.add(id)
      this.replica.delete(id)
    }
  }

  async signIn(phone, { firstName, password, code = () => this.server.code(phone) } = {}) {
    const sent = await this.client.sendCode({ phone })
    try {
      this.me = await this.client.signIn({ phone, phoneCodeHash: sent.phoneCodeHash, phoneCode: await code() })
    } catch (error) {
      if (error.text === 'SESSION_PASSWORD_NEEDED') this.me = await this.client.checkPassword(password)
      else if (error.text === 'SIGN_UP_REQUIRED' || error.text === 'PHONE_NUMBER_UNOCCUPIED' || /sign/i.test(error.message)) {
        const result = await this.client.call({
          _: 'auth.signUp', phoneNumber: phone, phoneCodeHash: sent.phoneCodeHash, firstName, lastName: '',
        })
        await this.client.notifyLoggedIn(result)
        this.me = await this.client.getMe()
      } else throw error
    }
    await this.client.startUpdatesLoop()
    await this.client.call({ _: 'account.updateStatus', offline: false })
    return this.me.id
  }

  async connected() {
    await this.client.call({ _: 'help.getConfig' })
  }

  async meet(phone, firstName) {
    const result = await this.client.call({
      _: 'contacts.importContacts',
      contacts: [{ _: 'inputPhoneContact', clientId: Long.ONE, phone, firstName, lastName: '' }],
    })
    return result.users[0].id
  }

  async open(userId) {
    for await (const dialog of this.client.iterDialogs()) if (dialog.peer.id === userId) return
  }

  // entities: [MessageEntity] of the TL schema
  async send(peer, text, { replyTo, entities } = {}) {
    const { id } = await this.client.sendText(peer, { text, entities }, { replyTo })
    this.replica.set(id, { out: true, text, edited: false })
    return id
  }

  async edit(peer, id, text, { entities } = {}) {
    await this.client.editMessage({ chatId: peer, message: id, text: { text, entities } })
    this.replica.set(id, { out: true, text, edited: true })
  }

  async delete(peer, ids, { forBoth }) {
    await this.client.deleteMessagesById(peer, ids, { revoke: forBoth })
    this.forget(ids)
  }

  async read(peer, ids) {
    await this.client.readHistory(peer, { maxId: Math.max(...ids) })
  }

  async history(peer) {
    const all = []
    for await (const m of this.client.iterHistory(peer, { chunkSize: 100 })) all.push(m)
    return all.reverse().map((m) => ({
      id: m.id, out: m.isOutgoing, text: m.text || `[${m.action?.type ?? 'empty'}]`, edited: Boolean(m.editDate),
      replyTo: m.replyToMessage?.id ?? undefined,
    }))
  }

  async counters(peer) {
    const [dialog] = await this.client.getPeerDialogs(peer)
    return { unread: dialog.unreadCount, readInbox: dialog.lastReadIngoing, readOutbox: dialog.lastReadOutgoing }
  }

  async setPassword(oldPassword, newPassword, hint = 'hint') {
    if (!newPassword) await this.client.removeCloudPassword(oldPassword)
    else if (oldPassword) await this.client.changeCloudPassword({ currentPassword: oldPassword, newPassword, hint })
    else await this.client.enableCloudPassword({ password: newPassword, hint })
  }

  async offline() {
    await this.client.disconnect()
  }

  async online() {
    await this.client.connect()
    await eventually(`${this.name} online`, () => this.connected().then(() => true))
    await this.client.startUpdatesLoop() // disconnect() has stopped it
  }

  async stop() {
    await this.client.destroy()
  }
}
