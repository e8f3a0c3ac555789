// Polls and quizzes, and media that need no files, between TDLib, mtcute, GramJS, teleproto and Telethon.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { randomId } from './lib/clients/tl_actor.mjs'
import { ask, isPoll, pollOf, stopPoll, vote } from './lib/features.mjs'
import { People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // Telethon
let dora // teleproto
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'], dora: ['teleproto'] })
  ;({ anna, ben, cara, dora } = people)
})
after(() => people.part())

const idsOf = (all) => all.map(({ id }) => id)
const authors = () => [anna.tdlib, anna.mtcute, ben, cara, dora]
const personOf = (device) => people.all.find((one) => one === device || one.devices.includes(device))
const pollNamed = (device, peer, question) => eventually(`"${question}" at ${device.name}`, async () =>
  (await device.history(peer, 50)).find((m) => isPoll(m) && pollOf(m).question === question), { everyMs: 200 })
const pollIs = (device, peer, question, expected) => eventually(`the poll at ${device.name}`, async () => {
  const seen = pollOf(await pollNamed(device, peer, question))
  assert.deepEqual({ ...seen, ...expected }, seen)
  return true
}, { everyMs: 200 })
const voteFor = async (device, peer, question, chosen) =>
  vote(device, peer, await pollNamed(device, peer, question), chosen)

test('each library asks a supergroup; the others vote, change their minds and see the counts', async () => {
  const peer = await anna.tdlib.createSupergroup('Werkstatt')
  await anna.tdlib.invite(peer, idsOf([ben, cara, dora]))
  for (const device of people.devices) {
    await eventually(`the group at ${device.name}`, async () => (await device.dialogs()).some((d) => d.peer === peer))
  }
  for (const author of authors()) {
    const question = `Tee oder Kaffee? (${author.name})`
    await ask(author, peer, question, ['Tee', 'Kaffee'], { open: true })
    for (const device of people.devices) {
      assert.deepEqual(pollOf(await pollNamed(device, peer, question)).options, ['Tee', 'Kaffee'], device.name)
    }
    for (const one of [ben, cara]) await voteFor(one, peer, question, [0])
    await pollIs(ben, peer, question, { voters: 2, counts: [2, 0], own: [0] })
    await voteFor(anna.tdlib, peer, question, [1])
    await voteFor(dora, peer, question, [1])
    await pollIs(anna.tdlib, peer, question, { voters: 4, counts: [2, 2], own: [1] })
    await voteFor(cara, peer, question, [1])
    for (const device of [anna.tdlib, anna.mtcute, cara, dora]) {
      await pollIs(device, peer, question, { voters: 4, counts: [1, 3], own: [1] })
    }
    await pollIs(ben, peer, question, { voters: 4, counts: [1, 3], own: [0] })

    for (const one of [anna.mtcute, ben, cara, dora]) { // who has voted may see who else has
      const { id, raw } = await pollNamed(one, peer, question)
      const { votes } = await one.invoke('messages.getPollVotes', {
        peer: await one.inputPeer(peer), id, option: Buffer.from(raw.media.poll.answers[1].option), limit: 10,
      })
      assert.deepEqual(votes.map((v) => v.peer?.userId ?? v.userId).sort(), idsOf([anna, cara, dora]).sort(), one.name)
    }
    await stopPoll(author, peer, await pollNamed(author, peer, question))
    for (const device of people.devices) await pollIs(device, peer, question, { closed: true, voters: 4, counts: [1, 3] })
    await assert.rejects(voteFor(ben, peer, question, [1]), /MESSAGE_POLL_CLOSED|Poll ?closed/i)
  }
  await anna.mtcute.until((e) => e.kind === 'raw' && e._ === 'updateMessagePoll') // rendered once for all who are there
})

test('several options may be chosen where the poll says so, and a vote taken back', async () => {
  const peer = await dora.createGroup('Einkauf', idsOf([anna, ben, cara]))
  for (const author of authors()) {
    const question = `Was fehlt? (${author.name})`
    await eventually(`the group at ${author.name}`, async () => 
      (await author.dialogs()).some((d) => d.peer === peer))
    await ask(author, peer, question, ['Brot', 'Butter', 'Salz'], { several: true })
    await voteFor(ben, peer, question, [0, 2])
    await voteFor(cara, peer, question, [2])
    await voteFor(anna.mtcute, peer, question, [1, 2])
    await pollIs(dora, peer, question, { voters: 3, options: ['Brot', 'Butter', 'Salz'], own: [] })
    await voteFor(dora, peer, question, [1])
    await pollIs(dora, peer, question, { voters: 4, counts: [1, 2, 3], own: [1] })
    await pollIs(anna.tdlib, peer, question, { voters: 4, counts: [1, 2, 3], own: [1, 2] })
    await voteFor(cara, peer, question, [])
    await pollIs(ben, peer, question, { voters: 3, counts: [1, 2, 2], own: [0, 2] })
  }
})

test('a quiz tells the answer to who has answered', async () => {
  const peer = await anna.mtcute.createGroup('Quiz', idsOf([ben, cara, dora]))
  for (const author of authors()) {
    await eventually(`the group at ${author.name}`, async () => (await author.dialogs()).some((d) => d.peer === peer))
    const question = `Was ist eine Frucht? (${author.name})`
    await ask(author, peer, question, ['Tee', 'Kaffee'], { correct: 1, solution: 'Kaffee ist eine Frucht.' })
    for (const one of [ben, cara, dora].filter((each) => each !== personOf(author))) {
      const seen = await pollNamed(one, peer, question)
      assert.ok(!seen.raw.media.results.results?.length, one.name)
      const answer = await vote(one, peer, seen, [0])
      const { results } = answer.updates.find((u) => u._ === 'updateMessagePoll')
      assert.equal(results.solution, 'Kaffee ist eine Frucht.', one.name)
      assert.deepEqual(results.results.map((r) => Boolean(r.correct)), [false, true])
      await assert.rejects(vote(one, peer, seen, [1]), /REVOTE_NOT_ALLOWED|change your vote/i)
    }
    if (personOf(author) === anna) continue
    await voteFor(anna.tdlib, peer, question, [1])
    for (const device of anna.devices) await pollIs(device, peer, question, { voters: 3, counts: [2, 1], own: [1] })
  }
})

test('a poll closes when its time is over', async () => {
  const peer = await anna.mtcute.createChannel('Neues')
  await anna.mtcute.invite(peer, idsOf([ben, cara, dora]))
  await ask(anna.mtcute, peer, 'Schnell?', ['Ja', 'Nein'], { closeIn: 15 })
  await Promise.all([ben, cara, dora].map((one) => voteFor(one, peer, 'Schnell?', [0])))
  for (const device of people.devices) {
    await eventually(`closed at ${device.name}`, async () => pollOf(await pollNamed(device, peer, 'Schnell?')).closed,
      { everyMs: 200, timeoutMs: 30_000 })
    await pollIs(device, peer, 'Schnell?', { closed: true, voters: 3, counts: [3, 0] })
  }
})

test('contacts, places and dice', async () => {
  const sendMedia = async (device, peer, media) => device.invoke('messages.sendMedia', {
    peer: await device.inputPeer(peer), media, message: '', randomId: randomId(),
  })
  for (const one of [ben, cara, dora]) {
    await sendMedia(one, anna.id, { _: 'inputMediaContact', phoneNumber: cara.phone, firstName: 'Cara', lastName: '', vcard: '' })
    await sendMedia(one, anna.id, { _: 'inputMediaGeoPoint', geoPoint: { _: 'inputGeoPoint', lat: 52.5, long: 13.4 } })
    await sendMedia(one, anna.id, {
      _: 'inputMediaVenue', geoPoint: { _: 'inputGeoPoint', lat: 52.5, long: 13.4 }, title: 'Café', address: 'Hof 1',
      provider: '', venueId: '', venueType: '',
    })
    await sendMedia(one, anna.id, { _: 'inputMediaDice', emoticon: '🎯' })
    const sent = await anna.tdlib.invoke('sendMessage', {
      chat_id: one.id, input_message_content: { _: 'inputMessageDice', emoji: '🎲' },
    })
    assert.equal(sent.content._, 'messageDice')
    const [dice, dart, venue, place, contact] = await eventually('all five', async () => {
      const contents = (await anna.tdlib.history(one.id, 10)).map((m) => m.raw.content)
      // One that is under way has no value yet, and may be below one that came meanwhile.
      return contents.length === 5 && contents[0].emoji === '🎲' && contents[0].value > 0 && contents
    }, { everyMs: 200 })
    assert.equal(contact.contact.user_id, cara.id)
    assert.ok(Math.abs(place.location.latitude - 52.5) < 1e-5)
    assert.equal(venue.venue.title, 'Café')
    const [his, mine] = await one.history(anna.id, 2)
    assert.deepEqual([his.raw.media.value, mine.raw.media.value], [dice.value, dart.value]) // the server threw them
  }
})
