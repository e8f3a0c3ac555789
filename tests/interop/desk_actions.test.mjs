// What the desk decides, as people with unmodified clients live through it: a post is withheld in one country, its
// author is told why and complains, another person reverses it, and it is the very post again; an account is frozen;
// data is handed over for the recipient's key alone, and the person learns of it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

const run = promisify(execFile)
const kService = 777000
const tool = path.join(path.dirname(process.env.BOTSCHAFT_BIN), 'botschaft_desk_act')
const slowly = { everyMs: 200, timeoutMs: 30_000 }

let people, server
let anna // mtcute, Germany: the author
let ben // TDLib, Germany
let fleur // TDLib, France
let emil // mtcute, France: reports
let peer, post
const dir = mkdtempSync(path.join(os.tmpdir(), 'desk-'))
before(async () => {
  people = await People.gather({
    anna: ['mtcute'], ben: ['tdlib'], fleur: ['tdlib', '+33612345001'], emil: ['mtcute', '+33612345002'],
  })
  ;({ anna, ben, fleur, emil, server } = people)
  peer = await anna.createSupergroup('Marktplatz', 'about')
  await anna.invite(peer, [ben, fleur, emil].map(({ id }) => id))
  post = await anna.send(peer, 'Ein Zeichen')
  for (const one of [ben, fleur, emil]) await found(one, peer, 'Ein Zeichen')
})
after(async () => {
  rmSync(dir, { recursive: true, force: true })
  await people.part()
})

// What staff do is done while the server is down; clients come back by themselves.
async function staff(...args) {
  await server.kill('SIGTERM')
  try {
    return (await run(tool, [server.dataDir, ...args])).stdout.trim()
  } finally {
    await server.launch()
  }
}
const letters = async (one) => (await one.history(kService, 30)).filter((m) => !m.out)
const letter = (one, words) => eventually(`a letter to ${one.name}: ${words}`, async () =>
  (await letters(one)).find(({ text }) => text.includes(words)), slowly)
const refIn = (text) => text.match(/^(?:Case|Vorgang): ([0-9A-Z]{25})$/m)[1]
const at = async (one) => (await one.history(peer, 50)).find((m) => m.id === post)
const reads = (one, words) => eventually(`${one.name} reads ${words}`, async () =>
  (await at(one))?.text.includes(words), slowly)

let ref
test('a report is a case', async () => {
  assert.equal((await emil.invoke('messages.report', {
    peer: await emil.inputPeer(peer), id: [post], option: Buffer.from('law'), message: '',
  }))._, 'reportResultAddComment')
  await emil.invoke('messages.report', {
    peer: await emil.inputPeer(peer), id: [post], option: Buffer.from('law#'), message: '§ 86a StGB',
  })
  ref = refIn((await letter(emil, 'Your report')).text)
  assert.equal(ref.length, 25)
})

test('withheld in Germany: who is there reads why, who is in France the post', async () => {
  await staff('restrict', ref, 'withhold', 'DE')
  await reads(ben, 'is not shown in your country (StGB 86a)')
  await reads(anna, 'is not shown in your country')
  assert.equal((await at(fleur)).text, 'Ein Zeichen')
  assert.equal((await at(emil)).text, 'Ein Zeichen')
  const said = JSON.stringify((await at(ben)).raw)
  assert.match(said, /restriction_reason":"[^"]*not shown in your country/, 'the field in which clients look')
  assert.doesNotMatch(JSON.stringify((await at(fleur)).raw), /not shown in your country/)
})

test('the author is told why and how to complain, the reporter what came of it', async () => {
  const statement = await letter(anna, 'has restricted something of yours')
  for (const words of [ref, 'It shows a forbidden sign.', 'StGB 86a', 'Where: DE', 'within six months'])
    assert.ok(statement.text.includes(words), words)
  const outcome = await letter(emil, 'has been decided')
  assert.ok(outcome.text.includes(ref))
  assert.ok(!(await ben.dialogs()).some((chat) => chat.peer === kService), 'and nobody else')
})

test('the answer to that letter is a complaint; another person reverses, and it is the same post', async () => {
  const statement = await letter(anna, 'has restricted something of yours')
  await anna.send(kService, 'Das ist Satire.', { replyTo: statement.id })
  const receipt = await letter(anna, 'Your complaint has reached')
  await staff('appeal', refIn(receipt.text), 'reverse')
  for (const one of [ben, anna]) await reads(one, 'Ein Zeichen')
  assert.equal((await at(ben)).id, post)
  assert.doesNotMatch(JSON.stringify((await at(ben)).raw), /not shown in your country/)
  assert.ok((await letter(anna, 'the decision is taken back')).text.includes('It is satire.'))
  await letter(anna, 'as it was before')
  await letter(emil, 'taken back after a complaint')
})

test('what was reported is held as it was, though its author deletes it', async () => {
  await anna.remove([post], peer)
  await eventually('the post is gone', async () => !(await at(emil)), slowly)
  assert.match(await staff('held', ref), /^text: Ein Zeichen$/m)
})

let frozen
test('a frozen account reads and complains, and does not write', async () => {
  await emil.invoke('account.reportPeer', {
    peer: await emil.inputPeer(anna.id), reason: { _: 'inputReportReasonFake' }, message: 'is somebody else',
  })
  frozen = await eventually('another receipt', async () =>
    (await letters(emil)).filter(({ text }) => text.includes('Your report')).map(({ text }) => refIn(text)).find((one) => one !== ref), slowly)
  await staff('restrict', frozen, 'freeze-account', '')
  await eventually('Anna is back', async () => (await anna.history(peer, 1)).length > 0, slowly)
  await assert.rejects(anna.send(peer, 'Noch eins'), /FROZEN_METHOD_INVALID/)
  const config = JSON.stringify(await anna.invoke('help.getAppConfig', { hash: 0 }))
  for (const key of ['freeze_since_date', 'freeze_until_date', 'freeze_appeal_url']) assert.ok(config.includes(key), key)
  assert.ok(!JSON.stringify(await emil.invoke('help.getAppConfig', { hash: 0 })).includes('freeze_'))
  await anna.send(kService, `${frozen} Das bin ich selbst.`)
  const receipt = await eventually('a receipt of the complaint', async () =>
    (await letters(anna)).find(({ text }) => text.includes('Your complaint') && text.includes(frozen)), slowly)
  await staff('appeal', refIn(receipt.text), 'reverse')
  await eventually('Anna writes again', async () => {
    await anna.send(peer, 'Wieder da')
    return true
  }, slowly)
})

let order
test('data goes to the recipient\'s key alone, its manifest holds, and the person learns of it', async () => {
  const file = (name) => path.join(dir, name)
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=An authority', '-days', '2',
    '-keyout', file('key.pem'), '-out', file('certificate.pem')])
  order = await staff('order', `user:${anna.id}`, 'subscriber', 'phone name', file('certificate.pem'), file('bundle.p7m'))
  await run('openssl', ['cms', '-decrypt', '-inform', 'DER', '-in', file('bundle.p7m'), '-inkey', file('key.pem'),
    '-recip', file('certificate.pem'), '-out', file('bundle.tar')])
  await run('tar', ['-xf', file('bundle.tar'), '-C', dir])
  const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'))
  assert.deepEqual(manifest.parts.map(({ name }) => name), ['phone.json', 'name.json'])
  for (const part of manifest.parts) {
    const content = readFileSync(file(part.name))
    assert.equal(createHash('sha256').update(content).digest('hex'), part.sha256)
    assert.equal(content.length, part.size)
  }
  assert.equal(JSON.parse(readFileSync(file('phone.json'), 'utf8')), anna.phone.slice(1))
  assert.ok((await letter(anna, 'has handed data about you')).text.includes('StPO 100j'))
})

test('a person\'s copy names who got what, also when the account is gone', async () => {
  const before = JSON.parse(await staff('copy', String(anna.id)))
  assert.equal(before.account.phone, anna.phone.slice(1))
  assert.deepEqual(before.decisions.map((one) => one.case).sort(), [ref, frozen, order].sort())
  assert.ok(before.decisions.find((one) => one.case === order).decision.includes('StA Köln'))
  assert.ok(before.held.some((one) => one.case === ref))
  // With the account goes the key, and the answer with it if the client has to ask again.
  await emil.invoke('account.deleteAccount', { reason: 'test' })
    .catch((error) => assert.match(String(error.text), /AUTH_KEY_UNREGISTERED/))
  const after = JSON.parse(await staff('copy', String(emil.id)))
  assert.equal(after.account.phone, null)
  assert.ok(after['sent-in'].length >= 2, 'what he sent in stays, for its cases are of others')
})
