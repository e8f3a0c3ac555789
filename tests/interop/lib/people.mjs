// A server, and people with devices on different client libraries, who have each other as contacts.
//
//   const people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['mtcute:websocket'] })
//   const { anna, ben, cara, server } = people
//   after(() => people.part())              closes all, and fails if a library was sent what it cannot parse
//
// A device is named by the file of its driver in clients/, and its transport where it is not the driver's first one:
// A number among them is the person's instead of a German one.
// tdlib, mtcute, gramjs, teleproto and telethon can do all there is about groups and channels. Somebody's first device
// makes the account. A person has
//   id, phone, devices                      devices: actors, see clients/actor.mjs
//   tdlib, mtcute ...                       the same by name; a second one of the same library is tdlib2. Each has its
//                                           `library`, by that name, and the `layer` that it speaks
// and, for who has one device only or when any will do, everything that his first device can do: `await ben.send(...)`.
//
// A scenario then reads
//   const peer = await anna.tdlib.createSupergroup('Werkstatt')
//   await anna.tdlib.invite(peer, [ben.id, cara.id])
//   const id = await ben.send(peer, 'Hallo')
//   await told(cara, 'Hallo')               live, by updates alone
//   await people.agree(peer)                the histories of all devices are equal
// What every library can do in words of its own is in features.mjs; the rest goes through the library's word for any
// method:
//   await cara.invoke('messages.sendReaction', { peer: await cara.inputPeer(peer), msgId: id,
//     reaction: [{ _: 'reactionEmoji', emoticon: '👍' }] })
//   await ben.until((e) => e.kind === 'raw' && e._ === 'updateMessageReactions' && e.peer === peer)
//   await anna.tdlib.invoke('getMessageAddedReactions', { chat_id: peer, message_id: tdlibIdOf(id) ... })
import assert from 'node:assert/strict'
import * as gramjs from './clients/gramjs.mjs'
import * as mtcute from './clients/mtcute.mjs'
import * as tdlib from './clients/tdlib.mjs'
import * as telethon from './clients/telethon.mjs'
import * as teleproto from './clients/teleproto.mjs'
import { eventually, Server } from './server.mjs'
import { forgetLibrary, useServerKey } from './tdlib.mjs'

const drivers = { tdlib, mtcute, gramjs, telethon, teleproto }

// What a person is, and beyond it his first device.
const person = (about) => new Proxy(about, {
  get(target, name) {
    if (name in target || name === 'then') return target[name]
    const [first] = target.devices
    return typeof first[name] === 'function' ? first[name].bind(first) : first[name]
  },
})

export class People {
  // wanted: { name: [device, ...] }; options: of Server.start()
  static async gather(wanted, options) {
    const people = new People()
    people.server = await Server.start(options)
    if (Object.values(wanted).flat().some((device) => device.startsWith('tdlib'))) {
      useServerKey(people.server.info.pem)
      people.libraryCopied = true
    }
    try {
      people.all = await Promise.all(Object.entries(wanted).map(([name, devices], i) => people.#enter(name, devices, i)))
      await Promise.all(people.devices.map((device) => people.#introduce(device)))
    } catch (error) {
      await people.server.kill()
      throw error
    }
    return people
  }

  all = []

  get devices() {
    return this.all.flatMap((one) => one.devices)
  }

  async #enter(name, devices, i) {
    const phone = devices.find((each) => each.startsWith('+')) ?? `+491555${String(1000 + i)}`
    const about = { name, phone, devices: [] }
    for (const wanted of devices.filter((each) => each !== phone)) {
      const [library, transport] = wanted.split(':')
      const { client, open } = drivers[library]
      const device = await open({ server: this.server, phone: about.phone, transport: transport ?? client.transports[0] })
      Object.assign(device, { name: `${name}'s ${client.name}`, library, layer: client.layer })
      about.devices.push(device)
      about[library in about ? `${library}2` : library] = device
      await device.signIn({ code: () => this.server.code(about.phone), firstName: name[0].toUpperCase() + name.slice(1) })
    }
    about.id = about.devices[0].id
    this[name] = person(about)
    return this[name]
  }

  async #introduce(device) {
    for (const other of this.all) if (other.phone !== device.phone) await device.findByPhone(other.phone)
  }

  // All devices (or those given) see the same messages in a chat whose ids are the same for all: not in basic groups.
  agree(peer, among = this.devices) {
    return eventually('all devices agree', async () => {
      const [first, ...others] = await Promise.all(among.map((device) => texts(device, peer)))
      others.forEach((theirs, i) => assert.deepEqual(theirs, first, among[i + 1].name))
      return first
    }, { everyMs: 200 })
  }

  async part() {
    const unknown = this.devices.flatMap((device) => device.unknown.map((what) => `${device.name}: ${what}`))
    for (const device of this.devices) await device.close()
    await this.server.stop()
    if (this.libraryCopied) forgetLibrary()
    // Not deepEqual(), whose report on a long list takes minutes.
    const different = [...new Set(unknown)]
    assert.equal(different.length, 0, different.slice(0, 5).join('\n').slice(0, 2000))
  }
}

// A message of this text that updates have told, now or soon; entries of `seen` are described in clients/actor.mjs.
export const told = (device, text) =>
  device.until((e) => (e.kind === 'message' || e.kind === 'edit') && e.text === text)

// What people have written in a chat, newest first, in a form that is the same for every library.
export async function texts(device, peer) {
  const messages = await device.history(peer, 100)
  return messages.filter((m) => !m.service).map(({ id, from, text, edited, replyTo }) => ({ id, from, text, edited, replyTo }))
}

// The message of this text in the history of a chat, now or soon.
export const found = (device, peer, text) => eventually(`"${text}" at ${device.name}`, async () =>
  (await device.history(peer, 100)).find((m) => m.text === text), { everyMs: 200 })

// The message is in nobody's history any more.
export const gone = (devices, peer, text) => eventually(`"${text}" is gone`, async () => {
  const histories = await Promise.all(devices.map((device) => device.history(peer, 100)))
  return !histories.flat().some((m) => m.text === text)
}, { everyMs: 200 })
