// GramJS and its forks: one API under several package names and layers. The package is used as it comes; its table of
// server keys is a public map, and the port is written into the connection, as the library itself has 80 and 443.
import { createPublicKey } from 'node:crypto'
import { createRequire } from 'node:module'
import { bareId, channelPeer, isChannel, isUser } from './peers.mjs'
import { TlActor } from './tl_actor.mjs'
import { entityToTl } from './tl_entities.mjs'
import { gramjsFields, toGramjs, toPlain, upperFirst } from './tl_values.mjs'

const require = createRequire(import.meta.url)
const bigInt = createRequire(require.resolve('telegram'))('big-integer')

// The server's key as the library's table wants it: signed decimal fingerprint -> modulus and exponent.
function keyEntry({ pem, fingerprint }) {
  const { n, e } = createPublicKey(pem).export({ format: 'jwk' })
  const hex = (text) => Buffer.from(text, 'base64url').toString('hex')
  return [
    BigInt.asIntN(64, BigInt(`0x${fingerprint}`)).toString(), { n: bigInt(hex(n), 16), e: Number.parseInt(hex(e), 16) },
  ]
}

// What a package of the family exports.
function load(packageName) {
  const of = (path) => require(`${packageName}/${path}`)
  return {
    ...require(packageName), ...of('sessions'), ...of('network'), ...of('extensions'),
    serverKeys: of('crypto/RSA.js')._serverKeys, layer: of('tl/AllTLObjects.js').LAYER,
  }
}

const reaching = (port, Connection) => class extends Connection {
  constructor(options) {
    super({ ...options, port })
  }
}
const transports = {
  full: (library, { port }) => ({ connection: reaching(port, library.ConnectionTCPFull) }),
  abridged: (library, { port }) => ({ connection: reaching(port, library.ConnectionTCPAbridged) }),
  obfuscated: (library, { port }) => ({ connection: reaching(port, library.ConnectionTCPObfuscated) }),
  'mtproxy abridged': (library, { port, proxySecret }) => ({
    proxy: { MTProxy: true, ip: '127.0.0.1', port, secret: proxySecret },
  }),
  websocket: (library, { port }) => ({
    connection: reaching(port, library.ConnectionTCPObfuscated), networkSocket: library.PromisedWebSockets,
  }),
}

// The library swallows what it cannot decode and only says so in its log.
const kSwallowed = /^Type \d+ not found|is not an update|without parent request|Security error/
// It forgets its requests with the connection, and then wonders at the answers.
const kLate = /without parent request/
const listener = ({ Logger }, actor, verbose) => new class extends Logger {
  _log(level, message) {
    if (verbose) console.error(level, message)
    if (kSwallowed.test(message) && !(actor.hasBeenAway && kLate.test(message))) actor.unknown.push(message)
  }

  canSend() {
    return false // nothing to the console
  }
}()

// One key exchange in 256 fails: the library strips leading zero bytes of the key. It tries again by itself. And a ping
// that was under way when it left the network ends as an error.
// Asked for a channel it has not heard of yet, it first tries without the access hash, as no server lets it.
const kHarmless = /invalid new nonce hash|TIMEOUT|CHANNEL_INVALID \(caused by channels.GetChannels\)/

class GramjsActor extends TlActor {
  #channels = new Map() // peer -> pts, as far as updates have told
  #catchingUp // an answer that comes after the connection was lost is one that the library does not know

  constructor(library, name, { server, phone, transport, session, log }) {
    super()
    Object.assign(this, { phone, Api: library.Api })
    library.serverKeys.set(...keyEntry(server.info))
    this.session = new library.StringSession(session ?? '')
    if (!session) this.session.setDC(2, '127.0.0.1', 80) // a port above 32767 cannot be saved; the transports have it
    this.client = new library.TelegramClient(this.session, 1, '0'.repeat(32), {
      ...transports[transport](library, server), connectionRetries: 3, retryDelay: 100,
      deviceModel: name, baseLogger: listener(library, this, log),
    })
    this.client.onError = (error) => {
      if (!kHarmless.test(error)) this.unknown.push(String(error))
    }
    this.known = Boolean(session)
  }

  async connect() {
    await this.client.connect()
    if (!this.known) return
    this.id = (await this.me()).id
    this.#listen()
  }

  // Not before the sign-in: with a handler there the library asks who it is for every update it gets, and a refusal
  // makes it forget what else came in the same container.
  #listen() {
    this.client.addEventHandler((update) => this.#onUpdate(update))
  }

  async signIn({ code, password, firstName }) {
    let refusal
    await this.client.start({
      phoneNumber: this.phone, phoneCode: code, password: () => password,
      firstAndLastNames: () => [firstName, ''],
      onError: (error) => {
        refusal = error
        return true // stop: the library would ask again
      },
    }).catch((error) => {
      throw refusal ?? error
    })
    this.id = (await this.me()).id
    this.#listen()
  }

  async me() {
    const me = await this.client.getMe()
    return { id: Number(me.id), phone: `+${me.phone}`, firstName: me.firstName }
  }

  async setPassword({ current, next, hint = '' }) {
    await this.client.updateTwoFaSettings({ isCheckPassword: false, currentPassword: current, newPassword: next, hint })
  }

  async findByPhone(phone) {
    const { users } = await this.client.invoke(new this.Api.contacts.ImportContacts({
      contacts: [new this.Api.InputPhoneContact({ clientId: bigInt(1), phone, firstName: phone, lastName: '' })],
    }))
    return Number(users[0].id)
  }

  async dialogs() {
    const dialogs = await this.client.getDialogs({})
    return dialogs.map(({ dialog, message, id }) => ({
      peer: Number(id), top: dialog.topMessage, unread: dialog.unreadCount,
      readInbox: dialog.readInboxMaxId, readOutbox: dialog.readOutboxMaxId, text: message?.message,
    }))
  }

  async history(peer, limit) {
    const messages = await this.client.getMessages(await this.inputPeer(peer), { limit })
    return [...messages].map((message) => this.message(message))
  }

  async send(peer, text, { entities = [], replyTo } = {}) {
    const sent = await this.client.sendMessage(await this.inputPeer(peer), {
      message: text, formattingEntities: entities.map((e) => this.#toEntity(e)), replyTo,
    })
    return sent.id
  }

  async edit(peer, id, text, { entities = [] } = {}) {
    await this.client.editMessage(await this.inputPeer(peer), {
      message: id, text, formattingEntities: entities.map((e) => this.#toEntity(e)),
    })
  }

  async remove(ids, peer) {
    const channel = peer && isChannel(peer) ? await this.inputPeer(peer) : undefined
    await this.client.deleteMessages(channel, ids, { revoke: true })
  }

  async read(peer, maxId) {
    await this.client.markAsRead(await this.inputPeer(peer), undefined, { maxId, clearMentions: true })
  }

  // The library's own catchUp() is empty, so a program that uses it keeps the state and asks by itself.
  async offline() {
    this.state = await this.client.invoke(new this.Api.updates.GetState())
    for (const { dialog, id } of await this.client.getDialogs({})) {
      if (dialog.pts) this.#channels.set(Number(id), dialog.pts)
    }
    await this.#catchingUp
    this.hasBeenAway = true
    await this.client.disconnect()
  }

  async online() {
    await this.client.connect()
    for (let { pts, date, qts } = this.state; ;) {
      const difference = await this.client.invoke(new this.Api.updates.GetDifference({ pts, date, qts }))
      this.#tellDifference(difference)
      for (const update of difference.otherUpdates ?? []) {
        if (update instanceof this.Api.UpdateChannelTooLong) await this.#catchUp(channelPeer(update.channelId))
      }
      if (!(difference instanceof this.Api.updates.DifferenceSlice)) return
      ;({ pts, date, qts } = difference.intermediateState)
    }
  }

  async #catchUp(peer) {
    for (let pts = this.#channels.get(peer) ?? 1; ;) {
      const difference = await this.client.invoke(new this.Api.updates.GetChannelDifference({
        channel: await this.inputPeer(peer), filter: new this.Api.ChannelMessagesFilterEmpty(), pts, limit: 100,
      }))
      this.#tellDifference(difference)
      this.#channels.set(peer, difference.pts ?? pts)
      if (difference.final) return
      pts = difference.pts
    }
  }

  #tellDifference({ newMessages = [], otherUpdates = [], messages = [] }) { // messages: of a difference too long
    for (const message of [...newMessages, ...messages]) this.tellMessage('message', message)
    for (const update of otherUpdates) this.tellUpdate(update)
  }

  save() {
    return this.session.save()
  }

  async close() {
    await this.client.destroy()
  }

  #onUpdate(update) {
    if (update.classType === 'constructor') this.tellUpdate(update) // else the library's word on its connection
    if (update instanceof this.Api.UpdateChannelTooLong) {
      const caughtUp = this.#catchUp(channelPeer(update.channelId)).catch((error) => this.unknown.push(String(error)))
      this.#catchingUp = Promise.all([this.#catchingUp, caughtUp])
    }
  }

  async invoke(method, args = {}) {
    const path = method.split('.').map((part, at, all) => (at === all.length - 1 ? upperFirst(part) : part))
    const Request = path.reduce((space, part) => space[part], this.Api)
    return toPlain(await this.client.invoke(new Request(gramjsFields(this.Api, bigInt, args))))
  }

  // Plain objects as the library's.
  values(list) {
    return toGramjs(this.Api, bigInt, list)
  }

  async inputPeer(peer) {
    const known = isUser(peer) ? bigInt(peer) : peer
    try {
      return await this.client.getInputEntity(known)
    } catch {
      await this.client.getDialogs({}) // what the library has not met yet, it may meet there
      return this.client.getInputEntity(known)
    }
  }

  async inputUser(user) {
    const { userId, accessHash } = await this.inputPeer(user)
    return new this.Api.InputUser({ userId, accessHash })
  }

  async inputChannel(peer) {
    const { accessHash } = await this.inputPeer(peer)
    return new this.Api.InputChannel({ channelId: bigInt(bareId(peer)), accessHash })
  }

  // A class of the library is called as the schema's constructor, with a capital letter.
  #toEntity(entity) {
    const { _, ...fields } = entityToTl(entity)
    return new this.Api[_[0].toUpperCase() + _.slice(1)](fields)
  }
}

// The client and the open() of one package of the family.
export function gramjsClient({ name, version, packageName }) {
  const library = load(packageName)
  return {
    client: { name, version, layer: library.layer, transports: Object.keys(transports) },
    async open(options) {
      const actor = new GramjsActor(library, name, options)
      await actor.connect()
      return actor
    },
  }
}
