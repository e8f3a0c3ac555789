// mtcute 0.30.3: the device of ../mtcute.mjs as a driver.
import { MtcuteDevice } from '../mtcute.mjs'
import { isChannel } from './peers.mjs'
import { TlActor } from './tl_actor.mjs'
import { entityToTl } from './tl_entities.mjs'
import { toMtcute, toPlain } from './tl_values.mjs'

const transports = { intermediate: 'tcp', mtproxy: 'mtproxy', websocket: 'websocket' }
export const client = { name: 'mtcute', version: '0.30.3', layer: 227, transports: Object.keys(transports) }

// One key exchange in 256 fails: the library strips leading zero bytes of the key. It tries again by itself.
export const kLostServer = /Step 4: invalid nonce hash|ECONNREFUSED|ECONNRESET/ // and of a server that is just being started again

class MtcuteActor extends TlActor {
  constructor({ server, phone, transport, session }) {
    super()
    this.phone = phone
    this.device = new MtcuteDevice(server, 'actor', { transport: transports[transport], storage: session })
    this.known = Boolean(session)
  }

  async connect() {
    await this.device.start()
    const { client } = this.device
    client.log.mgr.level = 2
    client.log.mgr.handler = (color, level, tag, format, args) => {
      const line = [format, ...args].join(' ')
      if (/unknown (object|message)|failed to decrypt|Unknown object/.test(line)) this.unknown.push(line)
    }
    client.onError.add((error) => {
      if (!kLostServer.test(error)) this.unknown.push(String(error))
    })
    client.onRawUpdate.add(({ update }) => this.tellUpdate(update))
    if (!this.known) return
    this.device.me = await client.getMe()
    this.id = this.device.me.id
    await client.startUpdatesLoop()
  }

  async signIn({ code, password, firstName }) {
    this.id = await this.device.signIn(this.phone, { firstName, password, code })
  }

  async me() {
    const me = await this.device.client.getMe()
    return { id: me.id, phone: `+${me.phoneNumber}`, firstName: me.firstName }
  }

  async setPassword({ current, next, hint }) {
    await this.device.setPassword(current, next, hint)
  }

  async findByPhone(phone) {
    return this.device.meet(phone, phone)
  }

  async dialogs() {
    const all = []
    for await (const dialog of this.device.client.iterDialogs()) {
      all.push({
        peer: dialog.peer.id, top: dialog.lastMessage.id, unread: dialog.unreadCount,
        readInbox: dialog.lastReadIngoing, readOutbox: dialog.lastReadOutgoing, text: dialog.lastMessage.text,
      })
    }
    return all
  }

  async history(peer, limit) {
    const messages = await this.device.client.getHistory(peer, { limit })
    return messages.map((message) => this.message(message.raw))
  }

  async send(peer, text, { entities = [], replyTo } = {}) {
    return this.device.send(peer, text, { entities: entities.map(entityToTl), replyTo })
  }

  async edit(peer, id, text, { entities = [] } = {}) {
    await this.device.edit(peer, id, text, { entities: entities.map(entityToTl) })
  }

  async remove(ids, peer) {
    await this.device.delete(peer && isChannel(peer) ? peer : 'me', ids, { forBoth: true }) // else any that is none
  }

  async read(peer, maxId) {
    await this.device.read(peer, [maxId])
  }

  async offline() {
    await this.device.offline()
  }

  async online() {
    await this.device.online()
  }

  async save() {
    return this.device.storage
  }

  async close() {
    await this.device.stop()
  }

  async invoke(method, args = {}) {
    const { client } = this.device
    const answer = await client.call({ _: method, ...toMtcute(args) })
    // Only the library's own methods tell its update loop what their answers have.
    const updates = answer?.updates?._ ? answer.updates : answer
    if (/^updates/.test(updates?._ ?? '') && updates._ !== 'updates.state') client.handleClientUpdate(updates, false)
    return toPlain(answer)
  }

  inputPeer = (peer) => this.#resolved((client) => client.resolvePeer(peer))
  inputUser = (user) => this.#resolved((client) => client.resolveUser(user))
  inputChannel = (peer) => this.#resolved((client) => client.resolveChannel(peer))

  // What the library has not met yet, it may meet in the list of chats.
  async #resolved(resolve) {
    try {
      return await resolve(this.device.client)
    } catch {
      await this.dialogs()
      return resolve(this.device.client)
    }
  }
}

export async function open(options) {
  const actor = new MtcuteActor(options)
  await actor.connect()
  return actor
}
