// A stranger reports over the web what a client shows, by the link that the client copies: one case with what people
// report in their clients, a receipt by mail, and a page that tells what becomes of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MailServer } from './lib/mail_server.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

const kService = 777000
const kWait = { timeoutMs: 30_000, everyMs: 100 }

let mail
let people
let anna // TDLib
let ben // mtcute
let peer
let link
before(async () => {
  mail = await MailServer.start()
  people = await People.gather({ anna: ['tdlib'], ben: ['mtcute'] }, { config: mail.config })
  ;({ anna, ben } = people)
  peer = await anna.createSupergroup('Marktplatz', 'about')
  await anna.invoke('setSupergroupUsername', { supergroup_id: -1_000_000_000_000 - peer, username: 'marktplatz_eins' })
  await anna.invite(peer, [ben.id])
  await anna.send(peer, 'Alle gegen X!')
  const { id } = await found(anna, peer, 'Alle gegen X!')
  link = (await anna.invoke('getMessageLink', { chat_id: peer, message_id: tdlibIdOf(id), media_timestamp: 0 })).link
})
after(async () => {
  await people?.part()
  mail?.stop()
})

const base = () => `http://127.0.0.1:${people.server.port}`
const submit = (path, fields, language = 'de') => fetch(`${base()}${path}?lang=${language}`, {
  method: 'POST', body: new URLSearchParams(fields),
})
const notice = () => ({
  category: 'speech/hate', reasons: 'Der Beitrag ruft zu Gewalt gegen einen Menschen auf.', locations: link,
  name: 'Jürgen Q', mail: 'jq@example.org', good_faith: 'on', language: 'de',
})

let ref
test('what mtcute reports', async () => {
  const { id } = await found(ben, peer, 'Alle gegen X!')
  const report = async (option, message = '') => ben.invoke('messages.report', {
    peer: await ben.inputPeer(peer), id: [id], option: Buffer.from(option), message,
  })
  await report('speech/hate', 'says ben')
  const receipt = await eventually('a receipt', async () => (await ben.history(kService, 20))
    .map(({ text }) => text).find((text) => /^(Case|Vorgang): /m.test(text)), kWait)
  ref = receipt.match(/^(?:Case|Vorgang): ([0-9A-Z]{25})$/m)[1]
})

let receipt
test('and a stranger by the link of TDLib is one case, with a receipt of its own by mail', async () => {
  const form = await (await fetch(`${base()}/report?lang=de`)).text()
  const key = form.match(/name="key" value="([0-9a-f]{32})"/)[1]
  const answer = await submit('/report', { ...notice(), key })
  const page = await answer.text()
  assert.equal(answer.status, 202, page)
  assert.ok(page.includes(ref), 'the same work item')
  const text = await eventually('a mail', () => mail.textsTo('jq@example.org')[0], kWait)
  assert.ok(text.includes(`Vorgang ${ref}`), text)
  receipt = text.match(/\/status#([0-9A-Z]{25})/)[1]
  assert.ok(page.includes(receipt), 'the page told it, too')
  const again = await submit('/report', { ...notice(), key })
  assert.ok((await again.text()).includes(receipt), 'what a browser sends twice is there once')
})

test('whoever has the receipt sees how it stands, and proves it by the public log', async () => {
  const status = await eventually('the entry in the log', async () => {
    const answer = await fetch(`${base()}/desk/api/v1/submissions/${receipt}`)
    const body = await answer.json()
    return body.proof?.tlog_proof && body
  }, kWait)
  assert.equal(status.case, ref)
  assert.equal(status.state, 'received')
  const leaf = await (await fetch(`${base()}/desk/log/proof/${status.proof.leaf}`)).text()
  assert.ok(leaf.startsWith('c2sp.org/tlog-proof@v1\n'), leaf)
  assert.ok(status.proof.payload.includes('ruft zu Gewalt'))
  const said = await submit('/status/messages', { receipt, text: 'Es geht um den letzten Satz.' })
  assert.ok((await said.text()).includes('Es geht um den letzten Satz.'))
})

test('what is no notice is not one', async () => {
  const refused = await fetch(`${base()}/desk/api/v1/notices`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...notice(), good_faith: true, locations: ['https://example.org/elsewhere'] }),
  })
  assert.equal(refused.status, 422)
  assert.equal(refused.headers.get('content-type'), 'application/problem+json')
  assert.equal((await refused.json()).code, 'unknown-location')
})

const report = (headers = {}) => fetch(`${base()}/desk/api/v1/notices`, {
  method: 'POST', headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ ...notice(), good_faith: true, locations: [link] }),
})

test('a stranger who goes on and on is asked to wait; the machine of a trusted flagger never is', async () => {
  const { id } = await people.server.cli('desk', 'add', 'Respect', '--role', 'flagger')
  const { token } = await people.server.cli('desk', 'token', String(id), '--name', 'tower', '--scope', 'notices')
  let refused
  for (let i = 0; i < 200 && !refused; i++) {
    const answer = await report()
    if (answer.status === 429) refused = answer
    else assert.equal(answer.status, 202)
  }
  assert.ok(Number(refused?.headers.get('retry-after')) > 0)
  assert.equal((await refused.json()).code, 'too-many')
  for (let i = 0; i < 50; i++) {
    const answer = await report({ Authorization: `Bearer ${token}` })
    assert.equal(answer.status, 202, `${i}: ${await answer.clone().text()}`)
    const [{ case: same, receipt: its }] = (await answer.json()).submissions
    assert.equal(same, ref)
    if (i > 0) continue
    const status = await (await fetch(`${base()}/desk/api/v1/submissions/${its}`)).json()
    assert.equal(status.lane, 'trusted-flaggers')
  }
  assert.equal((await report({ Authorization: 'Bearer no' })).status, 401)
})
