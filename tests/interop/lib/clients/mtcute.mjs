// mtcute 0.30.3: the device of ../mtcute.mjs as a driver.
import { MtcuteDevice } from '../mtcute.mjs'
import { Actor } from './actor.mjs'
import { entityOfTl, entityToTl } from './tl_entities.mjs'

const transports = { intermediate: 'tcp', mtproxy: 'mtproxy', websocket: 'websocket' }
export const client = { name: 'mtcute', version: '0.30.3', layer: 227, transports: Object.keys(transports) }

function fromMessage(m) {
  return {
    peer: m.peerId.userId, id: m.id, out: Boolean(m.out), text: m.message ?? '',
    entities: (m.entities ?? []).map(entityOfTl), edited: Boolean(m.editDate), replyTo: m.replyTo?.replyToMsgId,
  }
}

// One key exchange in 256 fails: the library strips leading zero bytes of the key. It tries again by itself.
export const kLostKey = /Step 4: invalid nonce hash/

class MtcuteActor extends Actor {
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
      if (!kLostKey.test(error)) this.unknown.push(String(error))
    })
    client.onRawUpdate.add(({ update }) => this.#onUpdate(update))
    if (!this.known) return
    this.device.me = await client.getMe()
    await client.startUpdatesLoop()
  }

  async signIn({ code, password, firstName }) {
    await this.device.signIn(this.phone, { firstName, password, code })
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
    return messages.map((message) => fromMessage(message.raw))
  }

  async send(peer, text, { entities = [], replyTo } = {}) {
    return this.device.send(peer, text, { entities: entities.map(entityToTl), replyTo })
  }

  async edit(peer, id, text, { entities = [] } = {}) {
    await this.device.edit(peer, id, text, { entities: entities.map(entityToTl) })
  }

  async remove(ids) {
    await this.device.delete('me', ids, { forBoth: true }) // any peer that is no channel
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

  #onUpdate(update) {
    if (update._ === 'updateNewMessage') this.tell({ kind: 'message', ...fromMessage(update.message) })
    if (update._ === 'updateEditMessage') this.tell({ kind: 'edit', ...fromMessage(update.message) })
    if (update._ === 'updateDeleteMessages') this.tell({ kind: 'delete', ids: update.messages })
    const outbox = update._ === 'updateReadHistoryOutbox'
    if (outbox || update._ === 'updateReadHistoryInbox') {
      this.tell({ kind: 'read', peer: update.peer.userId, maxId: update.maxId, outbox })
    }
  }
}

export async function open(options) {
  const actor = new MtcuteActor(options)
  await actor.connect()
  return actor
}
