// TDLib 1.8.65, unmodified but for the two RSA keys in a copy of its library.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import * as tdl from 'tdl'
import { eventually, sleep } from './server.mjs'

const kKeyHead = Buffer.from('-----BEGIN RSA PUBLIC KEY-----')
const kKeyBytes = 425 // a PKCS#1 PEM of a 2048-bit key with e = 65537, without the last newline

// tdl loads one library for the whole process, so one process tests against one server key.
let libraryDir
export function useServerKey(pem) {
  if (libraryDir) throw new Error('one server key per process')
  const key = Buffer.from(pem.trim())
  if (key.length !== kKeyBytes) throw new Error(`the PEM has ${key.length} bytes, not ${kKeyBytes}`)
  libraryDir = mkdtempSync(path.join(os.tmpdir(), 'tdlib-'))
  const copy = path.join(libraryDir, 'libtdjson.so')
  const library = readFileSync(createRequire(import.meta.url).resolve('@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'))
  let replaced = 0
  for (let at = library.indexOf(kKeyHead); at >= 0; at = library.indexOf(kKeyHead, at + 1)) {
    const end = library.indexOf('-----END RSA PUBLIC KEY-----', at) + 28
    if (end - at !== kKeyBytes) continue // the signing key of help.configSimple has another length
    key.copy(library, at)
    replaced += 1
  }
  if (replaced !== 2) throw new Error(`replaced ${replaced} keys, expected the production and the test key`)
  writeFileSync(copy, library)
  const verbosity = process.env.TDLIB_VERBOSITY
  tdl.configure({ tdjson: copy, verbosityLevel: Number(verbosity ?? 1) })
  tdl.setLogMessageCallback(1, (_, message) => {
    if (/pars|constructor/i.test(message)) misunderstood.push(message)
  })
  if (!verbosity) tdl.execute({ _: 'setLogStream', log_stream: { _: 'logStreamEmpty' } })
}
// What the library has said it cannot parse. It does not say which of the process's devices it was.
export const misunderstood = []
export function forgetLibrary() {
  rmSync(libraryDir, { recursive: true, force: true })
}

export const idOf = (tdlibId) => tdlibId / (1 << 20)
export const tdlibIdOf = (id) => id * (1 << 20)

export class TdlibDevice {
  // proxySecret: hex MTProxy secret ("" = connect by the config's addresses, so the first contact needs a proxy).
  // http: speaks MTProto over HTTP, as it does to a caching proxy, which the server then is to it.
  constructor(server, name, { proxySecret = server.proxySecret, http = false, pfs = false, testDc = false } = {}) {
    Object.assign(this, { server, name, proxySecret, http, pfs, testDc })
    this.kind = 'tdlib'
    this.dir = path.join(server.root, `tdlib-${name}`)
    mkdirSync(this.dir, { recursive: true })
  }

  async start() {
    this.client = tdl.createBareClient()
    this.chats = new Map()
    this.client.on('update', (update) => this.#onUpdate(update))
    this.client.on('error', (error) => (this.lastError = error))
    if (this.proxySecret) {
      this.invoke({
        _: 'addProxy',
        proxy: {
          _: 'proxy', server: '127.0.0.1', port: this.server.port,
          type: this.http
            ? { _: 'proxyTypeHttp', username: '', password: '', http_only: true }
            : { _: 'proxyTypeMtproto', secret: this.proxySecret },
        },
        enable: true, comment: '',
      }).catch((error) => (this.lastError = error))
    }
    // Not awaited: TDLib answers it only once its parameters are set.
    if (this.pfs) this.invoke({ _: 'setOption', name: 'use_pfs', value: { _: 'optionValueBoolean', value: true } }).catch((error) => (this.lastError = error))
    await this.invoke({
      _: 'setTdlibParameters', use_test_dc: this.testDc, database_directory: this.dir, files_directory: this.dir,
      use_file_database: true, use_chat_info_database: true, use_message_database: true, use_secret_chats: false,
      api_id: 1, api_hash: '0'.repeat(32), system_language_code: 'en', device_model: this.name,
      system_version: '1', application_version: '1',
    })
  }

  #onUpdate(update) {
    this.onUpdate?.(update)
    if (update._ === 'updateAuthorizationState') this.authState = update.authorization_state
    if (update._ === 'updateNewChat') this.chats.set(update.chat.id, update.chat)
    if (update._ === 'updateConnectionState') this.connection = update.state._
    if (update._ === 'updateMessageSendSucceeded') this.sending(update.message, update.old_message_id).resolve(update.message)
    if (update._ === 'updateMessageSendFailed') {
      const { code, message } = update.error
      this.sending(update.message, update.old_message_id).reject(Object.assign(new Error(message), { code }))
    }
    const chat = this.chats.get(update.chat_id)
    if (!chat) return
    if (update._ === 'updateChatReadInbox') {
      chat.unread_count = update.unread_count
      chat.last_read_inbox_message_id = update.last_read_inbox_message_id
    }
    if (update._ === 'updateChatReadOutbox') chat.last_read_outbox_message_id = update.last_read_outbox_message_id
  }

  invoke(request) {
    return this.client.invoke(request)
  }

  waitFor(state, timeoutMs = 30_000) {
    return eventually(`${this.name}: ${state}`, () => {
      if (this.authState?._ === state) return this.authState
      throw new Error(`${this.authState?._}, ${this.connection}, ${this.lastError?.message}`)
    }, { timeoutMs })
  }

  async signIn(phone, { firstName, password, code = () => this.server.code(phone) } = {}) {
    await this.waitFor('authorizationStateWaitPhoneNumber')
    await this.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: phone })
    await this.waitFor('authorizationStateWaitCode')
    await this.invoke({ _: 'checkAuthenticationCode', code: await code() })
    const next = await eventually('after the code', () => {
      const state = this.authState._
      return state !== 'authorizationStateWaitCode' && state
    })
    if (next === 'authorizationStateWaitRegistration') {
      await this.invoke({ _: 'registerUser', first_name: firstName, last_name: '' })
    }
    if (next === 'authorizationStateWaitPassword') {
      await this.invoke({ _: 'checkAuthenticationPassword', password })
    }
    await this.waitFor('authorizationStateReady')
    this.me = await this.invoke({ _: 'getMe' })
    await this.invoke({ _: 'setOption', name: 'online', value: { _: 'optionValueBoolean', value: true } })
    return this.me.id
  }

  // After this the device talks to the addresses of help.getConfig, without the proxy.
  async goDirect() {
    await this.invoke({ _: 'disableProxy' })
    await this.connected()
  }

  connected() {
    return eventually(`${this.name} connected`, () => this.connection === 'connectionStateReady', { timeoutMs: 30_000 })
  }

  async meet(phone, firstName) {
    const { user_ids: ids } = await this.invoke({
      _: 'importContacts',
      contacts: [{ _: 'importedContact', phone_number: phone, first_name: firstName, last_name: '' }],
    })
    await this.open(ids[0])
    return ids[0]
  }

  async open(userId) {
    const chat = await this.invoke({ _: 'createPrivateChat', user_id: userId, force: true })
    if (!this.chats.has(chat.id)) this.chats.set(chat.id, chat)
    await this.invoke({ _: 'openChat', chat_id: chat.id })
  }

  // The outcome of a message under way. A fast server's answer can come before sendMessage's own result is seen.
  // TDLib numbers what it sends in each chat by itself: two may have the same id.
  sending({ chat_id, id: own }, id = own) {
    this.sent ??= new Map()
    const key = `${chat_id}/${id}`
    if (!this.sent.has(key)) {
      const outcome = {}
      outcome.promise = new Promise((resolve, reject) => Object.assign(outcome, { resolve, reject }))
      this.sent.set(key, outcome)
    }
    return this.sent.get(key)
  }

  // entities: [textEntity]
  async send(peer, text, { replyTo, entities = [] } = {}) {
    const message = await this.invoke({
      _: 'sendMessage', chat_id: peer,
      reply_to: replyTo ? { _: 'inputMessageReplyToMessage', message_id: tdlibIdOf(replyTo) } : undefined,
      input_message_content: { _: 'inputMessageText', text: { _: 'formattedText', text, entities } },
    })
    const done = await this.sending(message).promise
    return idOf(done.id)
  }

  edit(peer, id, text, { entities = [] } = {}) {
    return this.invoke({
      _: 'editMessageText', chat_id: peer, message_id: tdlibIdOf(id),
      input_message_content: { _: 'inputMessageText', text: { _: 'formattedText', text, entities } },
    })
  }

  delete(peer, ids, { forBoth }) {
    return this.invoke({ _: 'deleteMessages', chat_id: peer, message_ids: ids.map(tdlibIdOf), revoke: forBoth })
  }

  read(peer, ids) {
    return this.invoke({
      _: 'viewMessages', chat_id: peer, message_ids: ids.map(tdlibIdOf),
      source: { _: 'messageSourceChatHistory' }, force_read: true,
    })
  }

  // Everything in the chat, oldest first: [{id, out, text, edited, replyTo}]
  async history(peer) {
    const all = []
    for (let from = 0; ;) {
      const { messages } = await this.invoke({
        _: 'getChatHistory', chat_id: peer, from_message_id: from, offset: 0, limit: 100, only_local: false,
      })
      if (messages.length === 0) break
      all.push(...messages)
      from = messages.at(-1).id
    }
    return all.reverse().map((m) => ({
      id: idOf(m.id), out: m.is_outgoing, text: m.content.text?.text ?? `[${m.content._}]`, edited: m.edit_date > 0,
      replyTo: m.reply_to?.message_id ? idOf(m.reply_to.message_id) : undefined,
    }))
  }

  async counters(peer) {
    const chat = await this.invoke({ _: 'getChat', chat_id: peer })
    return {
      unread: chat.unread_count,
      readInbox: idOf(chat.last_read_inbox_message_id),
      readOutbox: idOf(chat.last_read_outbox_message_id),
    }
  }

  async setPassword(oldPassword, newPassword, hint = 'hint') {
    await this.invoke({ _: 'setPassword', old_password: oldPassword, new_password: newPassword, new_hint: hint })
  }

  async stop() {
    await this.client.close()
  }
}
