// kill -9 at random moments under load, 20 times: what was acknowledged is there after the restart, exactly once for
// each person, and the event log has no hole.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { Server, sleep } from './lib/server.mjs'

const kKills = Number(process.env.CRASH_KILLS ?? 20)
const kInFlight = 5
const people = []
let server

before(async () => {
  server = await Server.start()
  for (let i = 0; i < 4; i += 1) {
    const device = new MtcuteDevice(server, `P${i}`)
    await device.start()
    const id = await device.signIn(`+49155560${i}`, { firstName: `P${i}` })
    people.push({ device, id, phone: `+49155560${i}`, acknowledged: new Map(), sent: 0, errors: [] })
  }
  for (const [i, me] of people.entries()) {
    me.partner = people[i ^ 1]
    await me.device.meet(me.partner.phone, 'partner')
  }
})
after(async () => {
  for (const { device } of people) await device.stop()
  await server.stop()
})

let running = true
async function lane(me, number) {
  while (running) {
    const text = `${me.id}/${number}/${(me.sent += 1)}`
    try {
      me.acknowledged.set(text, await me.device.send(me.partner.id, text))
    } catch (error) {
      me.errors.push(`${text}: ${error.message}`)
    }
  }
}

// The owner's whole event log as getDifference tells it, from the first event.
async function walkDifference(me) {
  const { client } = me.device
  const texts = []
  for (let pts = 1; ;) {
    const diff = await client.call({ _: 'updates.getDifference', pts, date: 1, qts: 0 })
    if (diff._ === 'updates.differenceEmpty') return { texts, pts }
    texts.push(...diff.newMessages.map((m) => ({ id: m.id, text: m.message })))
    const state = diff.state ?? diff.intermediateState
    assert.ok(state.pts > pts, 'the difference advances')
    pts = state.pts
    if (diff._ === 'updates.difference') return { texts, pts }
  }
}

test(`${kKills} kills under load`, { timeout: 600_000 }, async (t) => {
  const lanes = people.flatMap((me) => Array.from({ length: kInFlight }, (_, n) => lane(me, n)))
  for (let kill = 0; kill < kKills; kill += 1) {
    await sleep(200 + Math.random() * 600)
    await server.kill('SIGKILL')
    await server.launch()
    await Promise.all(people.map(({ device }) => device.connected()))
  }
  running = false
  await Promise.all(lanes)
  const total = people.reduce((sum, me) => sum + me.acknowledged.size, 0)
  t.diagnostic(`${total} messages acknowledged over ${kKills} kills`)
  assert.ok(total > 20 * kKills, `only ${total} messages got through`)
  assert.deepEqual(people.flatMap((me) => me.errors), [])
})

test('every acknowledged message is there, once, for both people', async () => {
  for (const me of people) {
    const mine = await me.device.history(me.partner.id)
    const theirs = await me.partner.device.history(me.id)
    const counted = new Map()
    for (const { text } of mine) counted.set(text, (counted.get(text) ?? 0) + 1)
    assert.deepEqual([...counted].filter(([, n]) => n > 1), [], 'no duplicates')
    for (const [text, id] of me.acknowledged) {
      assert.equal(mine.find((m) => m.id === id)?.text, text)
      assert.equal(theirs.filter((m) => m.text === text).length, 1)
    }
    assert.deepEqual(mine.map((m) => m.text).sort(), theirs.map((m) => m.text).sort())
  }
})

test('the event log tells the same story, without a hole', async () => {
  for (const me of people) {
    const { texts, pts } = await walkDifference(me)
    const state = await me.device.client.call({ _: 'updates.getState' })
    assert.equal(pts, state.pts)
    const history = await me.device.history(me.partner.id)
    assert.deepEqual(texts.sort((a, b) => a.id - b.id), history.map(({ id, text }) => ({ id, text })))
  }
})
