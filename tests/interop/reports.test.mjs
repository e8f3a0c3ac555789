// People report what they see, each with a library of their own: the server's options are walked down, and a receipt
// comes by the service account.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

const kService = 777000

let people
let anna // mtcute: writes what the others report
let ben // TDLib
let cara // GramJS
let dora // Telethon
let emil // mtcute
let peer
before(async () => {
  people = await People.gather({ anna: ['mtcute'], ben: ['tdlib'], cara: ['gramjs'], dora: ['telethon'], emil: ['mtcute'] })
  ;({ anna, ben, cara, dora, emil } = people)
  peer = await anna.createSupergroup('Marktplatz', 'about')
  await anna.invite(peer, [ben, cara, dora, emil].map(({ id }) => id))
  await anna.send(peer, 'Passwort gegen Gewinn')
})
after(() => people.part())

const receipts = async (one) => (await one.history(kService, 20)).map(({ text }) => text)
const receiptOf = async (one) => {
  const text = await eventually(`a receipt at ${one.name}`, async () => (await receipts(one))[0], { everyMs: 200 })
  const ref = text.match(/^(?:Case|Vorgang): ([0-9A-Z]{25})$/m)?.[1]
  assert.ok(ref, text)
  return ref
}
const bytes = (option) => Buffer.from(option)

async function walk(one, id, steps, comment) {
  const ask = async (option, message = '') => one.invoke('messages.report', {
    peer: await one.inputPeer(peer), id: [id], option, message,
  })
  let page = await ask(Buffer.alloc(0))
  for (const text of steps) {
    assert.equal(page._, 'reportResultChooseOption', one.name)
    const option = page.options.find((each) => each.text === text)
    assert.ok(option, `${text} in ${page.options.map((each) => each.text)}`)
    page = await ask(bytes(option.option))
  }
  assert.equal(page._, 'reportResultAddComment', one.name)
  assert.equal((await ask(bytes(page.option), comment))._, 'reportResultReported', one.name)
}

let ref // of the post that all report
test('mtcute and GramJS walk through the options; one case for both, a receipt for each', async () => {
  for (const one of [emil, cara]) {
    const { id } = await found(one, peer, 'Passwort gegen Gewinn')
    await walk(one, id, ['Scam or fraud', 'It is after passwords or data'], `says ${one.name}`)
    const mine = await receiptOf(one)
    ref ??= mine
    assert.equal(mine, ref)
  }
})

test('TDLib walks through them as well', async () => {
  const { id } = await found(ben, peer, 'Passwort gegen Gewinn')
  const ask = (option_id, text = '') => ben.invoke('reportChat', {
    chat_id: peer, option_id, message_ids: [tdlibIdOf(id)], text,
  })
  const first = await ask('')
  assert.equal(first._, 'reportChatResultOptionRequired')
  assert.equal(first.title, 'What is wrong with it?')
  const deeper = await ask(first.options.find((each) => each.text === 'Scam or fraud').id)
  const leaf = await ask(deeper.options.find((each) => each.text === 'It is after passwords or data').id)
  assert.equal(leaf._, 'reportChatResultTextRequired')
  assert.equal(leaf.is_optional, true)
  assert.equal((await ask(leaf.option_id, ''))._, 'reportChatResultOk')
  assert.equal(await receiptOf(ben), ref)
  await ben.until((e) => e.kind === 'message' && e.peer === kService) // told live, too
})

test('Telethon, whose layer has reasons instead of options, is done with one call', async () => {
  const { id } = await found(dora, peer, 'Passwort gegen Gewinn')
  assert.equal(await dora.invoke('messages.report', {
    peer: await dora.inputPeer(peer), id: [id], reason: { _: 'inputReportReasonSpam' }, message: '',
  }), true)
  assert.equal(await receiptOf(dora), ref)
})

test('TDLib reports a member for spam as an admin', async () => {
  const group = await ben.createSupergroup('Bens Gruppe', 'about')
  await ben.invite(group, [emil.id])
  await eventually('the group at Emil', async () => (await emil.dialogs()).some((d) => d.peer === group))
  await emil.send(group, 'Kauft das!')
  const { id } = await found(ben, group, 'Kauft das!')
  const before = (await receipts(ben)).length
  await ben.invoke('reportSupergroupSpam', {
    supergroup_id: -1_000_000_000_000 - group, message_ids: [tdlibIdOf(id)],
  })
  await eventually('one receipt more', async () => (await receipts(ben)).length === before + 1, { everyMs: 200 })
})

test('people are reported by the reasons of old', async () => {
  assert.equal(await emil.invoke('account.reportPeer', {
    peer: await emil.inputPeer(anna.id), reason: { _: 'inputReportReasonFake' }, message: 'is somebody else',
  }), true)
  await eventually('a receipt', async () => (await receipts(emil)).length === 2, { everyMs: 200 })
  assert.notEqual(await receiptOf(emil), ref)
  const chats = (await anna.dialogs()).map((each) => each.peer)
  assert.ok(!chats.includes(kService), 'whoever is reported is told nothing')
})
