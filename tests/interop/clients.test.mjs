// Every client library, of whatever layer, with TDLib and with mtcute at the other end: each feature, each transport.
// What passes is the table in docs/clients.md.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { complete, drivers, partners } from './lib/clients/index.mjs'
import { Matrix } from './lib/matrix.mjs'
import { Server } from './lib/server.mjs'
import { forgetLibrary, useServerKey } from './lib/tdlib.mjs'

let server
let nextPhone = 4_915_560_000
const phone = () => `+${(nextPhone += 1)}`
const others = partners.map(({ client, open }) => ({ client, name: client.name, open, phone: phone() }))

before(async () => {
  server = await Server.start()
  useServerKey(server.info.pem)
  for (const other of others) {
    other.actor = await other.open({ server, phone: other.phone, transport: other.client.transports[0] })
    await other.actor.signIn({ code: () => server.code(other.phone), firstName: other.name })
  }
})
after(async () => {
  for (const { actor } of others) await actor?.close()
  await server.stop()
  forgetLibrary()
})

// A person at the client under test; every device that was ever opened is asked in the end what it did not understand.
class Person {
  constructor({ client, open }) {
    Object.assign(this, { client, openDevice: open, phone: phone(), devices: [] })
  }

  async open({ transport = this.client.transports[0], session } = {}) {
    const device = await this.openDevice({ server, phone: this.phone, transport, session })
    this.devices.push(device)
    return device
  }

  async signIn(options = {}, { transport } = {}) {
    const device = await this.open({ transport })
    await device.signIn({ code: () => server.code(this.phone), firstName: this.client.name, ...options })
    return device
  }

  async refused(options, error) {
    const device = await this.open()
    await assert.rejects(device.signIn({ code: () => server.code(this.phone), ...options }),
      ({ text, message }) => error.test(`${text} ${message}`)) // mtcute's older core has the name apart
    await this.close(device)
  }

  async close(device) {
    await device.close()
    device.closed = true
  }
}

// A conversation of the person's main device with one of the others.
class Conversation {
  constructor(person, other) {
    Object.assign(this, { mine: person.main, theirs: other.actor })
    this.label = `${person.client.name.replace('@', '')} to ${other.name}` // an @ would make a mention of it
  }

  async begin(person, other) {
    this.me = await this.theirs.findByPhone(person.phone) // my id, as they address me
    this.them = await this.mine.findByPhone(other.phone)
    this.sides = [
      { from: this.mine, to: this.theirs, peer: this.them, back: this.me },
      { from: this.theirs, to: this.mine, peer: this.me, back: this.them },
    ]
  }

  text(words) {
    this.texts = (this.texts ?? 0) + 1
    return `${this.label}: ${words} ${this.texts}`
  }

  // Sends, and waits until the other end has been told. The ids are those of the two boxes.
  async say({ from, to, peer }, words, options) {
    const text = options?.entities ? words : this.text(words)
    const id = await from.send(peer, text, options)
    const arrived = await to.until((e) => e.kind === 'message' && e.text === text)
    return { id, text, arrived, theirId: arrived.id }
  }
}

// What a driver must have for a feature, where it may be null.
const needs = {
  'saved session': ['save'], '2FA': ['setPassword'], edits: ['edit'], deletes: ['remove'], dialogs: ['dialogs'],
  reads: ['read'], 'after absence': ['offline', 'online'],
}

const wrong = (code) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
const inHistory = async (actor, peer, id) => (await actor.history(peer, 10)).find((m) => m.id === id)
const comparable = (entities) => entities
  .map(({ type, offset, length, url, language }) => `${offset} ${length} ${type} ${url ?? ''} ${language ?? ''}`)
  .sort()

// Offsets count UTF-16 units, so an emoji of two code points comes first.
function formatted(title) {
  const entities = []
  let text = `👋🏽 ${title} `
  for (const [type, words, more] of [
    ['bold', 'fett'], ['italic', 'kursiv 🙂'], ['code', 'a + b'], ['spoiler', 'hidden'],
    ['text_link', 'link', { url: 'https://example.org/path' }], ['pre', 'int x;', { language: 'cpp' }],
  ]) {
    text += type === 'pre' ? '\n' : ' and '
    entities.push({ type, offset: text.length, length: words.length, ...more })
    text += words
  }
  return { text, entities }
}

// What has to be true of a conversation: feature -> proof.
const inConversation = {
  async messages(c) {
    for (const side of c.sides) {
      const { id, text, theirId, arrived } = await c.say(side, 'hello')
      assert.equal(arrived.out, false)
      assert.equal(arrived.peer, side.back)
      assert.equal((await inHistory(side.from, side.peer, id)).out, true)
      assert.equal((await inHistory(side.to, side.back, theirId)).text, text)
    }
  },
  async entities(c) {
    for (const side of c.sides) {
      const { text, entities } = formatted(c.text('styles'))
      const { id, theirId, arrived } = await c.say(side, text, { entities })
      for (const message of [
        arrived, await inHistory(side.to, side.back, theirId), await inHistory(side.from, side.peer, id),
      ]) assert.deepEqual([message.text, comparable(message.entities)], [text, comparable(entities)])
    }
  },
  async replies(c) {
    for (const side of c.sides) {
      const [there, back] = side === c.sides[0] ? c.sides : [...c.sides].reverse()
      const question = await c.say(there, 'question')
      const answer = await c.say(back, 'answer', { replyTo: question.theirId })
      assert.equal(answer.arrived.replyTo, question.id)
      assert.equal((await inHistory(back.from, back.peer, answer.id)).replyTo, question.theirId)
    }
  },
  async edits(c) {
    for (const side of c.sides) {
      const { id, theirId } = await c.say(side, 'to be edited')
      const { text, entities } = formatted(c.text('edited'))
      await side.from.edit(side.peer, id, text, { entities })
      const edit = await side.to.until((e) => e.kind === 'edit' && e.id === theirId && e.text === text)
      assert.deepEqual([edit.edited, comparable(edit.entities)], [true, comparable(entities)])
      assert.deepEqual((await inHistory(side.from, side.peer, id)).text, text)
    }
  },
  async deletes(c) {
    for (const side of c.sides) {
      const { id, theirId } = await c.say(side, 'to be deleted')
      await side.from.remove([id])
      await side.to.until((e) => e.kind === 'delete' && e.ids.includes(theirId))
      assert.equal(await inHistory(side.to, side.back, theirId), undefined)
      assert.equal(await inHistory(side.from, side.peer, id), undefined)
    }
  },
  async dialogs(c) {
    const [there, back] = c.sides
    const { id, theirId, text } = await c.say(back, 'the last one')
    const dialog = (await there.from.dialogs()).find((d) => d.peer === there.peer)
    assert.deepEqual([dialog.top, dialog.text], [theirId, text])
    assert.ok(dialog.unread > 0 && dialog.readInbox < theirId)
    assert.equal((await back.from.dialogs()).find((d) => d.peer === back.peer).top, id)
  },
  async reads(c) {
    for (const side of c.sides) {
      const { id, theirId } = await c.say(side, 'to be read')
      await side.to.read(side.back, theirId)
      await side.from.until((e) => e.kind === 'read' && e.outbox && e.peer === side.peer && e.maxId >= id)
      if (!side.to.dialogs || !side.from.dialogs) continue
      const [theirs] = (await side.to.dialogs()).filter((d) => d.peer === side.back)
      const [ours] = (await side.from.dialogs()).filter((d) => d.peer === side.peer)
      assert.ok(theirs.unread === 0 && theirs.readInbox >= theirId && ours.readOutbox >= id)
    }
  },
  async 'after absence'(c) {
    const back = c.sides[1]
    const edited = await c.say(back, 'edited meanwhile')
    const deleted = await c.say(back, 'deleted meanwhile')
    await c.mine.offline()
    const texts = [c.text('said meanwhile'), c.text('and edited')]
    const id = await c.theirs.send(c.me, texts[0])
    await c.theirs.edit(c.me, edited.id, texts[1])
    await c.theirs.remove([deleted.id])
    await c.mine.online()
    const message = await c.mine.until((e) => e.kind === 'message' && e.text === texts[0])
    await c.mine.until((e) => e.kind === 'edit' && e.id === edited.theirId && e.text === texts[1])
    await c.mine.until((e) => e.kind === 'delete' && e.ids.includes(deleted.theirId))
    await c.mine.send(c.them, c.text('back again'), { replyTo: message.id })
    await c.theirs.until((e) => e.kind === 'message' && e.replyTo === id)
  },
}

// What has to be true of getting in.
const signingIn = {
  async 'sign-up'(person) {
    person.main = await person.signIn()
    person.me = await person.main.me()
    assert.deepEqual([person.me.phone, person.me.firstName], [person.phone, person.client.name])
  },
  async 'sign-in'(person) {
    await person.refused({ code: async () => wrong(await server.code(person.phone)) }, /PHONE_CODE_INVALID/)
    person.second = await person.signIn()
    assert.equal((await person.second.me()).id, person.me.id)
  },
  async 'saved session'(person) {
    const session = await person.second.save()
    await person.close(person.second)
    const again = await person.open({ session })
    assert.equal((await again.me()).id, person.me.id)
    await person.close(again)
  },
  async '2FA'(person) {
    await person.main.setPassword({ next: 'correct horse', hint: 'what hint' })
    await person.refused({ password: 'battery staple' }, /PASSWORD_HASH_INVALID/)
    await person.close(await person.signIn({ password: 'correct horse' }))
    await person.main.setPassword({ current: 'correct horse', next: 'another one' })
    await person.main.setPassword({ current: 'another one' })
    await person.close(await person.signIn())
  },
}

const matrix = new Matrix([...Object.keys(signingIn), ...Object.keys(inConversation)])

for (const driver of drivers) {
  const { client } = driver
  describe(`${client.name} ${client.version}, layer ${client.layer}`, () => {
    const person = new Person(driver)
    const conversations = new Map()
    const feature = (label, name, prove, subject) => test(label, async () => {
      const lacking = needs[name]?.some((method) => person.main[method] === null)
      if (!lacking) await prove(await subject())
      matrix.note(client, name, lacking ? '-' : 'yes')
    })
    const conversation = async (other) => {
      if (!conversations.has(other)) {
        const begun = new Conversation(person, other)
        await begun.begin(person, other)
        conversations.set(other, begun)
      }
      return conversations.get(other)
    }
    after(async () => {
      for (const device of person.devices) if (!device.closed) await device.close()
    })

    for (const [name, prove] of Object.entries(signingIn)) feature(name, name, prove, () => person)
    for (const other of others) {
      for (const [name, prove] of Object.entries(inConversation)) {
        feature(`${name}, with ${other.name}`, name, prove, () => conversation(other))
      }
    }
    for (const transport of client.transports) {
      test(`transport: ${transport}`, async () => {
        const other = others.at(-1)
        const device = await person.signIn({}, { transport })
        const c = new Conversation({ client, main: device }, other)
        await c.begin(person, other)
        for (const side of c.sides) await c.say(side, `over ${transport}`)
        await person.close(device)
        matrix.noteTransport(client, transport)
      })
    }
    test('nothing was unknown, at either end', () => {
      const devices = [...person.devices, ...others.map(({ actor }) => actor)]
      assert.deepEqual(devices.flatMap((device) => device.unknown), [])
    })
  })
}

test('the table in docs/clients.md says just this', { skip: !complete && 'not all clients were asked' }, () => {
  matrix.publish()
})
