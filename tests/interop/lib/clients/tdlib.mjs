// TDLib 1.8.65: the device of ../tdlib.mjs as a driver.
import { idOf, misunderstood, TdlibDevice, tdlibIdOf } from '../tdlib.mjs'
import { Actor } from './actor.mjs'
import { serviceOf, withChats } from './tdlib_chats.mjs'

export const client = {
  name: 'TDLib', version: '1.8.65', layer: 227, transports: ['mtproxy', 'mtproxy padded', 'obfuscated', 'http'],
}

const kTypes = {
  bold: 'Bold', italic: 'Italic', underline: 'Underline', strike: 'Strikethrough', code: 'Code', pre: 'Pre',
  spoiler: 'Spoiler', url: 'Url', text_link: 'TextUrl', mention: 'Mention', blockquote: 'BlockQuote',
}
const kNames = Object.fromEntries(Object.entries(kTypes).map(([type, name]) => [`textEntityType${name}`, type]))

function toEntity({ type, offset, length, url, language }) {
  const kind = type === 'pre' && language ? 'PreCode' : kTypes[type]
  return { _: 'textEntity', offset, length, type: { _: `textEntityType${kind}`, url, language } }
}
function fromEntity({ offset, length, type }) {
  if (type._ === 'textEntityTypePreCode') return { type: 'pre', offset, length, language: type.language }
  return { type: kNames[type._] ?? type._, offset, length, ...(type.url && { url: type.url }) }
}
function fromMessage(m) {
  const service = serviceOf(m.content)
  const message = {
    peer: m.chat_id, id: idOf(m.id), out: m.is_outgoing, text: m.content.text?.text ?? '',
    entities: (m.content.text?.entities ?? []).map(fromEntity), edited: m.edit_date > 0,
    replyTo: m.reply_to?.message_id ? idOf(m.reply_to.message_id) : undefined,
    from: m.sender_id.user_id ?? m.sender_id.chat_id, ...(service && { service }),
    ...(m.forward_info && { forwarded: true }), ...(m.is_pinned && { pinned: true }),
  }
  return Object.defineProperty(message, 'raw', { value: m }) // see messageOfTl
}

// Updates that `seen` has in a form of its own.
const kTold = new Set([
  'updateNewMessage', 'updateMessageEdited', 'updateDeleteMessages', 'updateMessageIsPinned', 'updateChatReadInbox',
  'updateChatReadOutbox',
])

let opened = 0

class TdlibActor extends withChats(Actor) {
  unknown = misunderstood
  #chats = new Map() // message id -> chat id: TDLib deletes by both

  constructor({ server, phone, transport, session }) {
    super()
    Object.assign(this, { phone, transport })
    this.dir = session ?? `actor${(opened += 1)}`
    const proxySecret = transport === 'mtproxy padded' ? `dd${server.proxySecret}` : server.proxySecret
    this.device = new TdlibDevice(server, this.dir, { proxySecret, http: transport === 'http' })
    this.device.onUpdate = (update) => this.#onUpdate(update)
  }

  async connect() {
    await this.device.start()
  }

  async signIn({ code, password, firstName }) {
    this.id = await this.device.signIn(this.phone, { firstName, password, code })
    if (this.transport === 'obfuscated') await this.device.goDirect() // by now it has the addresses of help.getConfig
  }

  async me() {
    const me = await this.device.invoke({ _: 'getMe' })
    return { id: me.id, phone: `+${me.phone_number}`, firstName: me.first_name }
  }

  async setPassword({ current = '', next = '', hint = '' }) {
    await this.device.setPassword(current, next, hint)
  }

  async findByPhone(phone) {
    return this.device.meet(phone, phone)
  }

  async dialogs() {
    const { chat_ids: ids } = await this.device.invoke({ _: 'getChats', limit: 100 })
    const chats = await Promise.all(ids.map((id) => this.device.invoke({ _: 'getChat', chat_id: id })))
    return chats.map((chat) => ({
      peer: chat.id, top: idOf(chat.last_message?.id ?? 0), unread: chat.unread_count,
      readInbox: idOf(chat.last_read_inbox_message_id), readOutbox: idOf(chat.last_read_outbox_message_id),
      text: chat.last_message?.content.text?.text,
    }))
  }

  async history(peer, limit) {
    const all = []
    while (all.length < limit) {
      const { messages } = await this.device.invoke({
        _: 'getChatHistory', chat_id: peer, from_message_id: all.at(-1)?.id ?? 0, offset: 0, limit: limit - all.length,
      })
      if (messages.length === 0) break
      all.push(...messages)
    }
    return all.map((message) => this.#known(message))
  }

  async send(peer, text, { entities = [], replyTo } = {}) {
    const id = await this.device.send(peer, text, { entities: entities.map(toEntity), replyTo })
    this.#chats.set(id, peer)
    return id
  }

  async edit(peer, id, text, { entities = [] } = {}) {
    await this.device.edit(peer, id, text, { entities: entities.map(toEntity) })
  }

  async remove(ids, peer = this.#chats.get(ids[0])) {
    await this.device.delete(peer, ids, { forBoth: true })
  }

  invoke(method, args = {}) {
    return this.device.invoke({ _: method, ...args })
  }

  async read(peer, maxId) {
    await this.invoke('openChat', { chat_id: peer }) // it tells the server of no reading in a chat that nobody looks at
    await this.device.read(peer, [maxId])
  }

  async offline() {
    await this.device.stop()
  }

  async online() {
    await this.device.start()
    await this.device.waitFor('authorizationStateReady')
  }

  async save() {
    return this.dir
  }

  async close() {
    await this.device.stop()
  }

  #known(message) {
    this.#chats.set(idOf(message.id), message.chat_id)
    return fromMessage(message)
  }

  #onUpdate(update) {
    if (update._ === 'updateNewMessage' && !update.message.sending_state) {
      this.tell(Object.assign(this.#known(update.message), { kind: 'message' }))
    }
    if (update._ === 'updateMessageEdited') this.#onEdit(update)
    if (update._ === 'updateDeleteMessages' && update.is_permanent && !update.from_cache) {
      this.tell({ kind: 'delete', peer: update.chat_id, ids: update.message_ids.map(idOf) })
    }
    if (update._ === 'updateMessageIsPinned') {
      const { chat_id: peer, message_id: id, is_pinned: pinned } = update
      this.tell({ kind: 'pin', peer, ids: [idOf(id)], pinned })
    }
    if (update._ === 'updateChatAction' && update.action._ === 'chatActionTyping') {
      this.tell({ kind: 'typing', peer: update.chat_id, from: update.sender_id.user_id })
    }
    const outbox = update._ === 'updateChatReadOutbox'
    if (outbox || update._ === 'updateChatReadInbox') {
      const maxId = idOf(outbox ? update.last_read_outbox_message_id : update.last_read_inbox_message_id)
      this.tell({ kind: 'read', peer: update.chat_id, maxId, outbox })
    }
    if (update.chat_id && !kTold.has(update._)) {
      this.tell(Object.defineProperty({ kind: 'raw', _: update._, peer: update.chat_id }, 'update', { value: update }))
    }
  }

  // The update says only that there has been an edit.
  async #onEdit({ chat_id, message_id }) {
    const message = await this.device.invoke({ _: 'getMessage', chat_id, message_id }).catch(() => undefined)
    if (message) this.tell(Object.assign(this.#known(message), { kind: 'edit' })) // else it is gone already
  }
}

export async function open(options) {
  const actor = new TdlibActor(options)
  await actor.connect()
  return actor
}
