// Two people with two devices each exchange 1,000 messages with edits, deletes and reads; one device is away for a
// third of it. All four end with the same state, by what they were told and by what they fetch.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { eventually, Server } from './lib/server.mjs'
import { forgetLibrary, TdlibDevice, useServerKey } from './lib/tdlib.mjs'

const kMessages = Number(process.env.INTEROP_MESSAGES ?? 1000)
const phones = { anna: '+4915551111', ben: '+4915552222' }
let server
let anna // {tdlib, mtcute, peer}
let ben

async function person(name, transport) {
  const tdlib = new TdlibDevice(server, `${name}-tdlib`)
  const mtcute = new MtcuteDevice(server, `${name}-mtcute`, { transport })
  await tdlib.start()
  const id = await tdlib.signIn(phones[name], { firstName: name })
  await mtcute.start()
  await mtcute.signIn(phones[name])
  return { name, id, tdlib, mtcute, devices: [tdlib, mtcute] }
}

before(async () => {
  server = await Server.start()
  useServerKey(server.info.pem)
  anna = await person('anna', 'tcp')
  ben = await person('ben', 'websocket')
  await anna.tdlib.goDirect()
  for (const [me, other] of [[anna, ben], [ben, anna]]) {
    for (const device of me.devices) me.peer = await device.meet(phones[other.name], other.name)
  }
})
after(async () => {
  for (const device of [...(anna?.devices ?? []), ...(ben?.devices ?? [])]) await device.stop()
  await server.stop()
  forgetLibrary()
})

const texts = (history) => history.map(({ text, edited }) => ({ text, edited }))

test('a message reaches the other person live, and both of their devices', async () => {
  const id = await anna.tdlib.send(anna.peer, 'Hallo Ben! Grüße 👋')
  const arrived = await eventually('on mtcute', () => [...ben.mtcute.replica.values()].find((m) => m.text.startsWith('Hallo')))
  assert.equal(arrived.out, false)
  await eventually('on TDLib', async () => (await ben.tdlib.history(ben.peer)).some((m) => m.text === 'Hallo Ben! Grüße 👋'))
  const echoed = await eventually('on the sender\'s other device', () => anna.mtcute.replica.get(id))
  assert.equal(echoed.out, true)
})

test('replies refer to the right message in each person\'s own numbering', async () => {
  await anna.mtcute.send(anna.peer, 'question')
  const question = await eventually('question at ben', async () =>
    (await ben.tdlib.history(ben.peer)).find((m) => m.text === 'question'))
  await ben.tdlib.send(ben.peer, 'answer', { replyTo: question.id })
  await eventually('answer at anna', async () => (await anna.tdlib.history(anna.peer)).some((m) => m.text === 'answer'))
  const history = await anna.mtcute.history(anna.peer)
  const answer = history.find((m) => m.text === 'answer')
  assert.equal(history.find((m) => m.id === answer.replyTo)?.text, 'question')
})

// One stretch of the exchange: each person sends alternately from the devices given, a few at a time.
async function talk(from, to, senders) {
  const lanes = Object.entries(senders).map(async ([name, devices]) => {
    const me = name === 'anna' ? anna : ben
    const kept = []
    for (let i = from; i < to; i += 1) {
      const device = devices[i % devices.length]
      const id = await device.send(me.peer, `${name} ${i}`)
      kept.push(id)
      if (i % 10 === 3) await device.edit(me.peer, id, `${name} ${i} (edited)`)
      if (i % 15 === 7) await device.delete(me.peer, [kept.splice(-3, 1)[0]], { forBoth: true })
      if (i % 25 === 11) await device.delete(me.peer, [kept.splice(-2, 1)[0]], { forBoth: false })
      if (i % 50 === 40) {
        const incoming = (await device.history(me.peer)).filter((m) => !m.out)
        if (incoming.length > 0) await device.read(me.peer, [incoming.at(-1).id])
      }
    }
  })
  await Promise.all(lanes)
}

test(`${kMessages} messages in both directions, one device away in between`, { timeout: 600_000 }, async () => {
  const each = kMessages / 2
  const third = Math.floor(each / 3)
  await talk(0, third, { anna: anna.devices, ben: ben.devices })
  await anna.mtcute.offline()
  await talk(third, 2 * third, { anna: [anna.tdlib], ben: ben.devices })
  await anna.mtcute.online()
  await talk(2 * third, each, { anna: anna.devices, ben: ben.devices })

  for (const me of [anna, ben]) {
    await eventually(`${me.name}'s devices agree`, async () => {
      const byTdlib = await me.tdlib.history(me.peer)
      const byMtcute = await me.mtcute.history(me.peer)
      assert.deepEqual(byTdlib, byMtcute)
      return true
    }, { timeoutMs: 30_000, everyMs: 500 })
  }
})

test('what updates alone have told mtcute is what the server has', async () => {
  for (const me of [anna, ben]) {
    await eventually(`${me.name}'s replica`, async () => {
      const history = await me.mtcute.history(me.peer)
      const replica = [...me.mtcute.replica].sort(([a], [b]) => a - b).map(([id, m]) => ({ id, text: m.text, out: m.out }))
      assert.deepEqual(replica, history.map(({ id, text, out }) => ({ id, text, out })))
      return true
    }, { timeoutMs: 30_000, everyMs: 500 })
  }
})

test('the two people see the same conversation, but for what one deleted only for themselves', async () => {
  const [a, b] = [texts(await anna.tdlib.history(anna.peer)), texts(await ben.tdlib.history(ben.peer))]
  const common = (mine, theirs) => mine.filter((m) => theirs.some((t) => t.text === m.text))
  assert.deepEqual(common(a, b), common(b, a))
  assert.ok(Math.abs(a.length - b.length) <= kMessages / 25)
})

test('unread counters and read marks agree on all devices', async () => {
  for (const me of [anna, ben]) {
    const incoming = (await me.tdlib.history(me.peer)).filter((m) => !m.out)
    await me.tdlib.read(me.peer, [incoming.at(-1).id])
  }
  await eventually('read everywhere', async () => {
    for (const me of [anna, ben]) {
      const other = me === anna ? ben : anna
      const [t, m] = [await me.tdlib.counters(me.peer), await me.mtcute.counters(me.peer)]
      assert.deepEqual([t.unread, t.readOutbox], [m.unread, m.readOutbox])
      assert.equal(t.unread, 0)
      // The mark itself may stand on one's own later message on the device that read, as TDLib puts it.
      const lastIncoming = (await me.tdlib.history(me.peer)).filter((x) => !x.out).at(-1).id
      assert.ok(t.readInbox >= lastIncoming && m.readInbox >= lastIncoming)
      const lastSent = (await other.tdlib.history(other.peer)).filter((x) => x.out).at(-1).id
      assert.ok((await other.tdlib.counters(other.peer)).readOutbox >= lastSent)
    }
    return true
  }, { timeoutMs: 30_000, everyMs: 300 })
})

test('nothing is lost when the server is killed and restarted under them', async () => {
  const before = await anna.tdlib.history(anna.peer)
  await server.kill('SIGKILL')
  await server.launch()
  await anna.tdlib.connected()
  const id = await anna.tdlib.send(anna.peer, 'after the crash')
  await eventually('on ben\'s devices', async () =>
    (await ben.tdlib.history(ben.peer)).at(-1)?.text === 'after the crash' &&
    [...ben.mtcute.replica.values()].some((m) => m.text === 'after the crash'), { timeoutMs: 60_000, everyMs: 500 })
  assert.deepEqual((await anna.tdlib.history(anna.peer)).filter((m) => m.id !== id), before)
})
