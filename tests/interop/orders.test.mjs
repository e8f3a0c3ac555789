// Orders of authorities against the real program, by a clock that the test moves: a removal order at three in the
// morning, whose hour wakes the people on call, and a production order of somebody who may not ask for that.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { days, minutes, TestClock } from './lib/clock.mjs'
import { epoc, tco } from './lib/orders.mjs'
import { People } from './lib/people.mjs'
import { eventually, Server } from './lib/server.mjs'

const kService = 777000

let people
let anna // mtcute: on call
let ben // TDLib: writes what the order is about
let folder
let program // what the program on call was given
// Not months ahead: mtcute counts down to times of the server's, and its timers take no more than 24 days.
const night = new Date()
night.setUTCHours(27, 0, 0, 0)
const clock = new TestClock(night)
before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-on-call-'))
  program = path.join(folder, 'calls')
  const config = `[desk]\non_call = ["+4915551000"]\non_call_command = ["tee", "-a", "${program}"]\n`
  people = await People.gather({ anna: ['mtcute'], ben: ['tdlib'] }, { clock, config })
  ;({ anna, ben } = people)
})
after(async () => {
  await people.part()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (way, { body, headers = {}, status, server = people.server } = {}) => {
  const response = await fetch(`http://127.0.0.1:${server.port}/desk/api/v1${way}`, {
    method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
  })
  const answer = await response.json()
  assert.equal(response.status, status ?? (way === '/orders' && body ? 201 : 200), JSON.stringify(answer))
  return answer
}
const send = (form, fields, options) => ask('/orders', { body: { form, fields }, ...options })
const dueOf = ({ clocks }, name) => new Date(clocks.find((each) => each.clock === name && each.ours).due_at)

const callsOf = async (ref) => (await anna.history(kService, 100)).map(({ text }) => text).filter((text) => text.includes(ref))
const programCalls = (ref) => {
  const lines = readFileSync(program, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  return new Map(lines.filter(({ text }) => text.includes(ref)).map(({ id, text }) => [id, text]))
}
const called = (ref, times, words) => eventually(`call ${times}`, async () => {
  const calls = await callsOf(ref)
  assert.equal(calls.length, times)
  assert.match(calls[0], words)
  assert.equal(programCalls(ref).size, times)
  return true
}, { everyMs: 200, timeoutMs: 30_000 })

test('the forms tell what an order needs', async () => {
  const { forms } = await ask('/order-forms')
  assert.deepEqual(forms.map(({ form }) => form), [
    'dsa-9', 'dsa-10', 'tco', 'epoc', 'epoc-emergency', 'epoc-pr', 'epoc-pr-confirmation', 'epoc-pr-extension', 'letter',
  ])
})

test('a removal order at three in the morning wakes the people on call at the quarters of its hour', async () => {
  const peer = await ben.createChannel('Aufruf', 'about')
  await ben.invoke('setSupergroupUsername', { supergroup_id: -1_000_000_000_000 - peer, username: 'aufruf' })
  const fields = tco(`http://127.0.0.1:${people.server.port}/aufruf/2`)
  const order = await send('tco', fields)
  assert.equal(order.in_order, true, JSON.stringify(order.missing))
  assert.equal(order.territory.length, 27)
  assert.ok(order.signed_receipt)
  const received = new Date(order.received_at)
  assert.equal(received.getUTCHours(), 3)
  assert.equal(dueOf(order, 'give-effect') - received, 3_600_000)
  assert.equal(dueOf(order, 'feedback') - received, 3_600_000)

  await called(order.case, 1, /the time has begun/)
  clock.pass(minutes(15))
  await called(order.case, 2, /a quarter of the time is over/)
  // What was told stays told, and the next rung comes though the server was killed before it.
  await people.server.kill()
  clock.pass(minutes(15))
  await people.server.launch()
  await called(order.case, 3, /half of the time is over/)
  clock.pass(minutes(15))
  await called(order.case, 4, /three quarters of the time are over/)
  clock.pass(minutes(15))
  const shown = await ask(`/orders/${order.case}`, { headers: { Receipt: order.receipt } })
  assert.equal(shown.state, 'received')
  assert.deepEqual(shown.fields.content, fields.content)
})

test('an order that lacks something is taken, and says what', async () => {
  const fields = tco('https://elsewhere.example/x/1')
  delete fields.redress_body
  const order = await send('tco', fields)
  assert.equal(order.in_order, false)
  assert.deepEqual(order.missing.map(({ field, fault }) => [field, fault]), [['content', 'not-ours'], ['redress_body', 'missing']])
  assert.match(order.missing[1].text.de, /^Abschnitt G: .* fehlt/)
  assert.ok(order.receipt)
  await ask('/orders', { body: { form: 'tco', fields: { ...fields, colour: 'red' } }, status: 422 })
})

test('a prosecutor does not get content, a judge does; ten days, or eight hours', async () => {
  const byProsecutor = await send('epoc', epoc({ data_categories: ['content'] }))
  assert.equal(byProsecutor.verdict, 'needs-validation')
  assert.equal(byProsecutor.in_order, false)
  assert.equal(dueOf(byProsecutor, 'give-effect') - new Date(byProsecutor.received_at), days(10) * 1000)
  const byJudge = await send('epoc', epoc({ data_categories: ['content'], authority_type: 'judge' }))
  assert.equal(byJudge.in_order, true, JSON.stringify(byJudge.missing))
  const emergency = await send('epoc-emergency', epoc({ emergency: 'A hostage.' }))
  assert.equal(dueOf(emergency, 'give-effect') - new Date(emergency.received_at), minutes(8 * 60) * 1000)
  // Who has no account reads the case by its receipt, and nobody else does.
  await ask(`/orders/${byJudge.case}`, { status: 404 })
  const withReceipt = { headers: { Receipt: byJudge.receipt } }
  await ask(`/orders/${byJudge.case}/message`, { ...withReceipt, body: { text: 'Please confirm.' } })
  const { talk, state } = await ask(`/orders/${byJudge.case}`, withReceipt)
  assert.equal(state, 'received')
  assert.deepEqual(talk.map(({ by, text }) => [by, text]), [['authority', 'Please confirm.']])
})

test('data of a preservation order is held for sixty days, and thirty more', async (t) => {
  const server = await Server.start({ clock: new TestClock() })
  t.after(() => server.stop())
  const { recipient, certificate, ...fields } = epoc()
  const order = await send('epoc-pr', fields, { server })
  const hold = async () => {
    const { clocks } = await ask(`/orders/${order.case}`, { headers: { Receipt: order.receipt }, server })
    const { due_at, running } = clocks.find((each) => each.clock === 'preserve-until')
    return { days: (new Date(due_at) - new Date(order.received_at)) / 86_400_000, running }
  }
  assert.deepEqual(await hold(), { days: 60, running: true })
  server.clock.pass(days(59))
  const more = {
    earlier_case: order.case, receipt: order.receipt, authority: 'StA Köln', official: 'StAin Muster',
    official_mail: 'muster@sta.example', reference: '12 Js 3/27', reasons: 'Legal assistance takes longer.',
  }
  await send('epoc-pr-extension', more, { server })
  assert.deepEqual(await hold(), { days: 90, running: true })
  await send('epoc-pr-extension', more, { status: 409, server })
  server.clock.pass(days(31))
  await eventually('the end of the hold', async () => !(await hold()).running, { everyMs: 200, timeoutMs: 30_000 })
})
