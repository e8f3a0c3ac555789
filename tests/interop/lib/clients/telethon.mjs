// Telethon 1.25.1 (Debian's python3-telethon), unmodified: its own process, spoken to in lines of JSON.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bareId, isChannel } from './peers.mjs'
import { TlActor } from './tl_actor.mjs'
import { fromJson, toJson } from './tl_values.mjs'

export const client = {
  name: 'Telethon',
  version: '1.25.1',
  layer: 144,
  transports: ['full', 'abridged', 'intermediate', 'obfuscated', 'mtproxy abridged', 'mtproxy', 'mtproxy padded'],
}

// Debian's own interpreter: another python3 first in the path would not have Debian's packages.
const driver = fileURLToPath(new URL('telethon_driver.py', import.meta.url))
const secrets = {
  'mtproxy abridged': (secret) => secret,
  mtproxy: (secret) => secret,
  'mtproxy padded': (secret) => `dd${secret}`,
}

class TelethonActor extends TlActor {
  #waiting = new Map()
  #asked = 0

  constructor({ server, phone, transport = client.transports[0], session, log }) {
    super()
    Object.assign(this, { server, phone, transport })
    this.session = session ?? path.join(server.root, `telethon-${randomUUID()}`)
    this.process = spawn('/usr/bin/python3', [driver], { stdio: ['pipe', 'pipe', log ? 'inherit' : 'ignore'] })
    this.exited = new Promise((resolve) => this.process.once('exit', resolve))
    createInterface({ input: this.process.stdout }).on('line', (line) => this.#heard(fromJson(line)))
    this.exited.then((code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`Telethon's process ended with ${code}`))
    })
  }

  #heard({ n, ok, error, seen, unknown }) {
    if (seen) this.tellUpdate(seen)
    else if (unknown) this.unknown.push(unknown)
    else if (error) this.#waiting.get(n).reject(new Error(error))
    else this.#waiting.get(n).resolve(ok)
    this.#waiting.delete(n)
  }

  #ask(name, args = {}) {
    const n = (this.#asked += 1)
    this.process.stdin.write(`${toJson({ n, do: name, with: args })}\n`)
    return new Promise((resolve, reject) => this.#waiting.set(n, { resolve, reject }))
  }

  open() {
    return this.#ask('open', {
      port: this.server.port, pem: this.server.info.pem, session: this.session, transport: this.transport,
      secret: secrets[this.transport]?.(this.server.proxySecret) ?? null, model: 'Telethon',
    })
  }

  async signIn({ code, password = null, firstName = '' }) {
    await this.#ask('sendCode', { phone: this.phone })
    await this.#ask('signIn', { phone: this.phone, code: await code(), password, firstName })
    this.id = (await this.me()).id
  }

  me = () => this.#ask('me')
  setPassword = ({ current = null, next = null, hint = '' }) => this.#ask('setPassword', { current, next, hint })
  findByPhone = (phone) => this.#ask('findByPhone', { phone })
  dialogs = () => this.#ask('dialogs')
  history = async (peer, limit) => (await this.#ask('history', { peer, limit })).map((each) => this.message(each))
  send = (peer, text, { entities = [], replyTo = null } = {}) => this.#ask('send', { peer, text, entities, replyTo })
  // Several paths are an album.
  sendFile = (peer, { path: file, document = false, caption = '', attributes = [] }) =>
    this.#ask('sendFile', { peer, path: file, document, caption, attributes })
  fetchFile = (peer, id, thumb = null) => this.#ask('fetchFile', { peer, id, thumb })
  // As keepMessage() has seen it last.
  keepMessage = (peer, id) => this.#ask('keepMessage', { peer, id })
  fetchKept = (peer, id, thumb = null) => this.#ask('fetchKept', { peer, id, thumb })
  edit = (peer, id, text, { entities = [] } = {}) => this.#ask('edit', { peer, id, text, entities })
  remove = (ids, peer) => this.#ask('remove', { ids, peer: peer && isChannel(peer) ? peer : null })
  read = (peer, maxId) => this.#ask('read', { peer, maxId })
  offline = () => this.#ask('offline')
  online = () => this.#ask('online')
  save = async () => this.session

  invoke = (method, args = {}) => this.#ask('invoke', { method, args })
  inputPeer = (peer) => this.#ask('inputPeer', { peer })
  async inputUser(user) {
    return { ...(await this.inputPeer(user)), _: 'inputUser' }
  }
  async inputChannel(peer) {
    const { accessHash } = await this.inputPeer(peer)
    return { _: 'inputChannel', channelId: bareId(peer), accessHash }
  }

  async close() {
    await this.#ask('offline')
    this.process.stdin.end()
    await this.exited
  }
}

export async function open(options) {
  const actor = new TelethonActor(options)
  await actor.open()
  if (options.session) actor.id = (await actor.me())?.id
  return actor
}
