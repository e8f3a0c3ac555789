// Orders of authorities from the receipt to the end of what follows, against the real program, by a clock that the test
// moves: a removal order with its gag, and a production order that is corrected by a judge.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { days, minutes, TestClock } from './lib/clock.mjs'
import { epoc, tco } from './lib/orders.mjs'
import { DeskPerson } from './lib/passkey.mjs'
import { People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

const kService = 777000
const kGag = days(42)

let people
let ben // TDLib: writes what the orders are about
let officer
let moderator
let second
// The authority is in a register that two people took in, and its officer was called on the register's number.
const register = 'key,name,country,phone,domains\nDE-K,StA Köln,DE,+49 221 477 0,sta.example\n'
async function know(person, ...operators) {
  const [importer, approver] = operators
  await importer.post('registers/e-evidence/import', { csv: register })
  const { changes } = await approver.get('registers/e-evidence/changes')
  await approver.post(`register-changes/${changes[0].id}`, { approved: true })
  const { entries } = await moderator.get('registers/e-evidence')
  const { call_back: call } = await moderator.post(`people/${person.id}/call-back`, { entry: entries[0].id })
  await second.post(`call-backs/${call}`, { result: 'confirmed', spoke_with: 'duty office' })
  await person.signIn()
}

const night = new Date()
night.setUTCHours(27, 0, 0, 0)
const clock = new TestClock(night)
before(async () => {
  const config = (port) => `[server]\nbase_url = "http://localhost:${port}"\n`
  people = await People.gather({ ben: ['tdlib'] }, { clock, config })
  ben = people.ben
  officer = await DeskPerson.add(people.server, 'Olga Officer', 'officer')
  moderator = await DeskPerson.add(people.server, 'Mara Moderator', 'moderator')
  second = await DeskPerson.add(people.server, 'Sam Second', 'second-reviewer')
  await know(officer, ...await Promise.all(['Ina Import', 'Otto Approve'].map((name) => DeskPerson.add(people.server, name, 'operator'))))
  const peer = await ben.createChannel('Aufruf', 'about')
  await ben.invoke('setSupergroupUsername', { supergroup_id: -1_000_000_000_000 - peer, username: 'aufruf' })
  await ben.send(peer, 'Greift an!')
})
after(() => people?.part())

// Sessions end while nobody looks. Each has an address of their own, for which attempts to sign in are counted.
async function pass(seconds) {
  clock.pass(seconds)
  for (const [i, each] of [officer, moderator, second].entries()) {
    each.headers['X-Forwarded-For'] = `198.51.100.${i + 1}`
    await each.signIn()
  }
}
const act = (person, ref, body) => person.post(`cases/${ref}/act`, body)
// What the service account has written to the author about a case. TDLib knows no chat in which nothing was said.
const letters = async (ref) => {
  const { chat_ids: chats } = await ben.invoke('getChats', { limit: 100 })
  if (!chats.includes(kService)) return []
  return (await ben.history(kService, 50)).filter(({ text }) => text.includes(ref))
}
const kinds = async (ref) => (await moderator.get(`cases/${ref}/entries`)).entries.map(({ record }) => record.split(' ')[3])

test('a removal order is answered within its hour; its gag ends by itself; the copy is held for six months', async () => {
  const url = `http://localhost:${people.server.port}/aufruf/2`
  const order = await officer.post('orders', {
    form: 'tco', fields: { ...tco(url), non_disclosure: true, non_disclosure_basis: 'An investigation.' },
  })
  const ref = order.case
  assert.equal(order.in_order, true, JSON.stringify(order.missing))
  assert.equal((new Date(order.non_disclosure_until) - new Date(order.received_at)) / 1000, kGag)

  await pass(minutes(40))
  await act(moderator, ref, { action: 'view' })
  const decided = await act(moderator, ref, {
    action: 'decide',
    decision: {
      kind: 'restriction', measure: 'withhold', territory: order.territory, facts: 'A call to attack.', trigger: 'order',
      ground: 'illegal', provision: 'Reg. (EU) 2021/784, Art. 3', explanation: 'It calls for attacks.',
      redress: 'VG Wiesbaden, within a month.',
    },
  })
  assert.equal(decided.state, 'effected')
  const { drafts } = await moderator.get(`orders/${ref}/replies?lang=de`)
  assert.deepEqual(drafts.map(({ kind }) => kind), ['tco-annex-2'])
  const [{ text }] = drafts
  assert.match(text, /Eingegangen: .*, 03:\d\d:\d\d UTC/)
  assert.match(text, /Befugte Person: Mara Moderator/)
  assert.ok(text.includes(url), text)
  await moderator.post(`orders/${ref}/replies`, { text })
  const shown = await officer.get(`orders/${ref}`)
  assert.deepEqual(shown.talk.map((each) => [each.by, each.text]), [['desk', text]])
  const late = (new Date(shown.talk[0].at) - new Date(order.received_at)) / 1000
  assert.ok(late < minutes(60), `${late} s`)
  assert.equal(shown.state, 'closed')
  assert.ok(shown.clocks.filter((each) => each.ours).every((each) => !each.running), JSON.stringify(shown.clocks))

  await pass(kGag - minutes(60))
  assert.deepEqual(await letters(ref), [])
  await pass(minutes(60))
  await eventually('the end of the gag', async () => (await kinds(ref)).includes('gag-ended'), { everyMs: 200, timeoutMs: 30_000 })

  const held = async () => (await officer.get(`orders/${ref}`)).clocks.find((each) => each.clock === 'preserve-until')
  const until = new Date((await held()).due_at)
  assert.ok((await held()).running)
  await pass((until - clock.now()) / 1000 + 60)
  await eventually('the end of the copy', async () => !(await held()).running, { everyMs: 200, timeoutMs: 30_000 })
  assert.ok((await kinds(ref)).includes('expired'))
})

test('a prosecutor gets no content, but Annex III; a judge does, by two people of the desk, and the person is not told', async () => {
  const wanted = epoc({ data_categories: ['content'], persons: ['+4915551000'] })
  const { case: ref, verdict } = await officer.post('orders', { form: 'epoc', fields: wanted })
  assert.equal(verdict, 'needs-validation')
  await act(moderator, ref, { action: 'view' })
  const disclosure = {
    kind: 'disclosure', data: 'content', fields: ['messages'], recipient: 'StA Köln', legal_basis: 'Reg. (EU) 2023/1543, Art. 5',
  }
  await act(moderator, ref, { action: 'propose', decision: disclosure })
  const refused = await second.ask('POST', `cases/${ref}/act`, { action: 'decide' })
  assert.deepEqual([refused.status, refused.body.missing], [409, ['entitled to ask']])
  await act(second, ref, { action: 'return', text: 'A prosecutor may not ask for that.' })

  const { drafts } = await moderator.get(`orders/${ref}/replies?lang=en`)
  assert.deepEqual(drafts.map(({ kind }) => kind), ['epoc-annex-3'])
  assert.match(drafts[0].text, /For content data the order needs a judge/)
  await moderator.post(`orders/${ref}/replies`, { text: drafts[0].text })
  const asked = await act(moderator, ref, { action: 'ask-clarification', text: 'A judge is needed.', pause: 'manifest-error' })
  assert.equal(asked.state, 'waiting')
  const due = async (name) => {
    const { clocks } = await officer.get(`orders/${ref}`)
    return clocks.find((each) => each.clock === name).due_at
  }
  assert.equal(await due('give-effect'), null)
  assert.ok(new Date(await due('clarify')) - clock.now() > days(4) * 1000)
  await pass(days(2))
  const corrected = await officer.post(`orders/${ref}/clarify`, { fields: { ...wanted, authority_type: 'judge' } })
  assert.equal(corrected.in_order, true, JSON.stringify(corrected.missing))
  assert.ok(new Date(await due('give-effect')) - clock.now() > days(9) * 1000)
  assert.deepEqual((await moderator.get(`orders/${ref}/replies`)).drafts, [])
  await act(moderator, ref, { action: 'propose', decision: disclosure })
  assert.equal((await act(second, ref, { action: 'decide' })).state, 'decided')
  assert.deepEqual(await letters(ref), [])
})
