// @mtproto/core 6.3.0, unmodified but for the server's address and key. It offers raw calls and raw updates only; what
// a program on top of it has to do by itself (peers, the order of updates, differences) is done here in the plainest way.
import { createDiffieHellman, createHash, createPublicKey, pbkdf2Sync, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { Actor } from './actor.mjs'
import { entityOfTl, entityToTl } from './tl_entities.mjs'

const require = createRequire(import.meta.url)
const builds = { obfuscated: 'node', websocket: 'browser' } // the browser's runs in node, too

export const client = { name: '@mtproto/core', version: '6.3.0', layer: 158, transports: Object.keys(builds) }

const kDc = 2

// The library only prints the constructors it does not know, so all its clients here share one list.
const unknown = []
const parsers = require('@mtproto/core/src/tl/parser')
const parserOf = parsers.get
parsers.get = (id) => {
  if (!parsers.has(id)) unknown.push(id.toString(16))
  return parserOf.call(parsers, id)
}

function rsaKey(pem) {
  const { n, e } = createPublicKey(pem).export({ format: 'jwk' })
  const [modulus, exponent] = [n, e].map((text) => Buffer.from(text, 'base64url'))
  const tl = (bytes) => {
    const head = bytes.length < 254 ? [bytes.length] : [254, bytes.length & 255, bytes.length >> 8, 0]
    return Buffer.concat([Buffer.from(head), bytes, Buffer.alloc((8 - head.length - (bytes.length % 4)) % 4)])
  }
  const hash = createHash('sha1').update(tl(modulus)).update(tl(exponent)).digest()
  const fingerprint = hash.subarray(12).reverse().toString('hex')
  return { [fingerprint]: { modulus: modulus.toString('hex'), exponent: exponent.toString('hex') } }
}

// The library answers a password's challenge, but leaves the verifier of a new password to its user.
function passwordVerifier({ g, p, salt1, salt2 }, password) {
  const salted = (data, salt) => createHash('sha256').update(salt).update(data).update(salt).digest()
  const hash = salted(salted(password, salt1), salt2)
  const group = createDiffieHellman(Buffer.from(p), g)
  group.setPrivateKey(salted(pbkdf2Sync(hash, salt1, 100_000, 64, 'sha512'), salt2))
  return group.generateKeys()
}

// A transport of the library that reaches the server, and can hang up: by itself it dials again at every close.
const reaching = (server, Transport) => class extends Transport {
  connect() {
    this.url = `ws://127.0.0.1:${server.port}/apiws`
    super.connect()
  }

  async handleClose() {
    if (!this.ended) await super.handleClose()
  }

  end() {
    this.ended = true
    this.socket.destroy ? this.socket.destroy() : this.socket.close()
  }
}

const messageOf = (m) => ({
  id: m.id, peer: Number(m.peer_id?.user_id ?? m.user_id), out: m.out, text: m.message ?? '',
  entities: (m.entities ?? []).map(entityOfTl), edited: Boolean(m.edit_date), replyTo: m.reply_to?.reply_to_msg_id,
})

// The library strips leading zero bytes of the numbers it proves a password with: now and then a proof is wrong. The
// next one has other numbers.
async function again(prove) {
  for (let left = 3; ; left -= 1) {
    try {
      return await prove()
    } catch (error) {
      if (left === 0 || !/PASSWORD_HASH_INVALID/.test(error.message)) throw error
    }
  }
}

class MtprotoCoreActor extends Actor {
  constructor({ server, phone, transport = client.transports[0], session }) {
    super()
    Object.assign(this, { server, phone, unknown })
    this.build = `@mtproto/core/envs/${builds[transport]}`
    this.session = session ?? { stored: new Map(), users: new Map(), state: null }
  }

  // The library strips leading zero bytes of the key it computes, so one exchange in 256 fails, and it is stuck there.
  async online() {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#dial()
        break
      } catch (error) {
        if (this.rpc.isAuth || attempt === 3) throw error
        await this.offline()
        this.session.stored.clear()
      }
    }
    if (this.session.state) await this.#catchUp()
  }

  async offline() {
    this.rpc.transport.end()
  }

  #dial() {
    const [MTProto, Transport] = [require(this.build), reaching(this.server, require(`${this.build}/transport`))]
    const mtproto = new MTProto({ api_id: 1, api_hash: '0'.repeat(32), storageOptions: { instance: this.session.stored } })
    mtproto.envMethods = { ...mtproto.envMethods, createTransport: (dc, crypto) => new Transport(dc, crypto) }
    mtproto.dcList = [{ id: kDc, ip: '127.0.0.1', port: this.server.port }]
    mtproto.crypto.rsa.getPublisKeysByHex = async () => rsaKey(this.server.info.pem)
    for (const name of ['updates', 'updatesCombined', 'updateShort', 'updateShortMessage', 'updatesTooLong']) {
      mtproto.updates.on(name, (container) => this.#take(container))
    }
    const rpc = mtproto.getRPC(kDc)
    const failed = new Promise((_, reject) => {
      rpc.transport.removeAllListeners('message')
      rpc.transport.on('message', (packet) => rpc.handleMessage(packet).catch(reject))
    })
    failed.catch((error) => rpc.isAuth && unknown.push(String(error)))
    Object.assign(this, { mtproto, rpc })
    return Promise.race([this.call('help.getConfig'), failed])
  }

  async call(method, parameters) {
    try {
      const result = await this.mtproto.call(method, parameters)
      for (const user of result.users ?? []) this.session.users.set(Number(user.id), user.access_hash)
      return result
    } catch (error) {
      throw error.error_message ? new Error(`${method}: ${error.error_message}`) : error
    }
  }

  peer(id) {
    return { _: 'inputPeerUser', user_id: id, access_hash: this.session.users.get(id) }
  }

  async signIn({ code, password, firstName }) {
    const phone_number = this.phone
    const { phone_code_hash } = await this.call('auth.sendCode', { phone_number, settings: { _: 'codeSettings' } })
    try {
      const result = await this.call('auth.signIn', { phone_number, phone_code_hash, phone_code: await code() })
      if (result._ === 'auth.authorizationSignUpRequired') {
        await this.call('auth.signUp', { phone_number, phone_code_hash, first_name: firstName, last_name: '' })
      }
    } catch (error) {
      if (!/SESSION_PASSWORD_NEEDED/.test(error.message) || !password) throw error
      await again(() => this.#checkPassword(password))
    }
    this.session.state = await this.call('updates.getState')
  }

  async #checkPassword(password) {
    await this.call('auth.checkPassword', { password: await this.#proof(await this.call('account.getPassword'), password) })
  }

  async #proof({ srp_id, srp_B: gB, current_algo }, password) {
    const { g, p, salt1, salt2 } = current_algo
    const { A, M1 } = await this.mtproto.crypto.getSRPParams({ g, p, salt1, salt2, gB, password })
    return { _: 'inputCheckPasswordSRP', srp_id, A, M1 }
  }

  async setPassword(change) {
    await again(() => this.#setPassword(change))
  }

  async #setPassword({ current, next, hint = '' }) {
    const settings = await this.call('account.getPassword')
    const { new_algo } = settings
    new_algo.salt1 = Buffer.concat([new_algo.salt1, randomBytes(32)])
    await this.call('account.updatePasswordSettings', {
      password: current ? await this.#proof(settings, current) : { _: 'inputCheckPasswordEmpty' },
      new_settings: {
        _: 'account.passwordInputSettings', hint: new String(hint), // an empty primitive would count as absent
        new_algo: next ? new_algo : { _: 'passwordKdfAlgoUnknown' },
        new_password_hash: next ? passwordVerifier(new_algo, next) : new Uint8Array(),
      },
    })
  }

  async me() {
    const [me] = await this.mtproto.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] })
    return { id: Number(me.id), phone: `+${me.phone}`, firstName: me.first_name }
  }

  async findByPhone(phone) {
    const contact = { _: 'inputPhoneContact', client_id: 1, phone, first_name: phone, last_name: '' }
    const { users } = await this.call('contacts.importContacts', { contacts: [contact] })
    return Number(users[0].id)
  }

  async dialogs() {
    const { dialogs, messages } = await this.call('messages.getDialogs', {
      offset_date: 0, offset_id: 0, offset_peer: { _: 'inputPeerEmpty' }, limit: 100, hash: 0,
    })
    return dialogs.map((d) => ({
      peer: Number(d.peer.user_id), top: d.top_message, unread: d.unread_count, readInbox: d.read_inbox_max_id,
      readOutbox: d.read_outbox_max_id, text: messages.find((m) => m.id === d.top_message)?.message ?? '',
    }))
  }

  async history(peer, limit) {
    const { messages } = await this.call('messages.getHistory', {
      peer: this.peer(peer), offset_id: 0, offset_date: 0, add_offset: 0, limit, max_id: 0, min_id: 0, hash: 0,
    })
    return messages.map(messageOf)
  }

  async send(peer, text, { entities = [], replyTo } = {}) {
    const result = await this.call('messages.sendMessage', {
      peer: this.peer(peer), message: text, entities: entities.map(entityToTl), reply_to_msg_id: replyTo,
      random_id: randomBytes(8).readBigUInt64LE().toString(),
    })
    this.#take(result, { own: true })
    return result.id ?? result.updates.find((u) => u._ === 'updateMessageID').id
  }

  async edit(peer, id, message, { entities = [] } = {}) {
    const parameters = { peer: this.peer(peer), id, message, entities: entities.map(entityToTl) }
    this.#take(await this.call('messages.editMessage', parameters), { own: true })
  }

  async remove(id) {
    this.#advance(await this.call('messages.deleteMessages', { id, revoke: true }))
  }

  async read(peer, max_id) {
    this.#advance(await this.call('messages.readHistory', { peer: this.peer(peer), max_id }))
  }

  save = async () => this.session
  close = () => this.offline()

  // Events of the box come in order or not at all: whatever does not follow is fetched as the difference.
  #take(container, { own = false } = {}) {
    for (const user of container.users ?? []) this.session.users.set(Number(user.id), user.access_hash)
    if (!this.session.state) return
    if (container._ === 'updatesTooLong') this.#catchUp()
    for (const update of container.updates ?? [container.update ?? container]) {
      if (!update.pts || this.#advance(update)) own || this.#told(update)
    }
  }

  // True if the event is the next one.
  #advance({ pts, pts_count: count }) {
    const { state } = this.session
    if (pts - count < state.pts) return false
    if (this.catchingUp || pts - count > state.pts) {
      this.#catchUp()
      return false
    }
    state.pts = pts
    return true
  }

  #told(update) {
    if (update._ === 'updateNewMessage') this.tell({ kind: 'message', ...messageOf(update.message) })
    if (update._ === 'updateShortMessage') this.tell({ kind: 'message', ...messageOf(update) })
    if (update._ === 'updateEditMessage') this.tell({ kind: 'edit', ...messageOf(update.message) })
    if (update._ === 'updateDeleteMessages') this.tell({ kind: 'delete', ids: update.messages })
    const outbox = update._ === 'updateReadHistoryOutbox'
    if (outbox || update._ === 'updateReadHistoryInbox') {
      this.tell({ kind: 'read', peer: Number(update.peer.user_id), maxId: update.max_id, outbox })
    }
  }

  #catchUp() {
    this.missed = true
    this.catchingUp ??= this.#fetchDifference().finally(() => (this.catchingUp = null))
    return this.catchingUp
  }

  async #fetchDifference() {
    while (this.missed) {
      this.missed = false
      const { pts, date, qts } = this.session.state
      const difference = await this.call('updates.getDifference', { pts, date, qts })
      for (const message of difference.new_messages ?? []) this.tell({ kind: 'message', ...messageOf(message) })
      for (const update of difference.other_updates ?? []) this.#told(update)
      this.session.state = difference.state ?? difference.intermediate_state ?? this.session.state
      if (difference._ === 'updates.differenceSlice') this.missed = true
    }
  }
}

export async function open(options) {
  const actor = new MtprotoCoreActor(options)
  await actor.online()
  return actor
}
