// Polls and quizzes, and media that need no files, between TDLib, mtcute, GramJS and Telethon.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { randomId } from './lib/clients/tl_actor.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { idOf, tdlibIdOf } from './lib/tdlib.mjs'

let people, anna, ben, cara
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'] })
  ;({ anna, ben, cara } = people)
})
after(() => people.part())

const plain = (text) => ({ _: 'textWithEntities', text, entities: [] })
const rich = (text) => ({ _: 'formattedText', text, entities: [] })

async function sendMedia(device, peer, media, message = '') {
  return device.invoke('messages.sendMedia', { peer: await device.inputPeer(peer), media, message, randomId: randomId() })
}
const vote = async (device, peer, id, options) => device.invoke('messages.sendVote', {
  peer: await device.inputPeer(peer), msgId: id, options: options.map((o) => Buffer.from(o)),
})

// A poll as one device has it now: { question, closed, voters, counts: [..] or undefined, own: [index] }
function pollOf(raw) {
  if (raw.content) {
    const { poll } = raw.content
    return {
      question: poll.question.text ?? poll.question, closed: poll.is_closed, voters: poll.total_voter_count,
      counts: poll.options.map((o) => o.voter_count), own: poll.options.flatMap((o, i) => (o.is_chosen ? [i] : [])),
    }
  }
  const { poll, results } = raw.media
  const of = poll.answers.map((a) => results.results?.find((r) => Buffer.compare(r.option, a.option) === 0))
  return {
    question: poll.question.text ?? poll.question, closed: Boolean(poll.closed), voters: results.totalVoters,
    counts: of.every(Boolean) ? of.map((r) => r.voters) : undefined, own: of.flatMap((r, i) => (r?.chosen ? [i] : [])),
  }
}
const isPoll = (m) => m.raw.content?._ === 'messagePoll' || m.raw.media?._ === 'messageMediaPoll'
async function newestPoll(device, peer) {
  return eventually(`a poll at ${device.name}`, async () => (await device.history(peer, 20)).find(isPoll), { everyMs: 300 })
}
const pollIs = (device, peer, expected) => eventually(`the poll at ${device.name}`, async () => {
  const seen = pollOf((await newestPoll(device, peer)).raw)
  assert.deepEqual({ ...seen, ...expected }, seen)
  return true
}, { everyMs: 300 })

test('TDLib asks a supergroup; the others vote, change their minds and see the counts', async () => {
  const peer = await anna.tdlib.createSupergroup('Werkstatt')
  await anna.tdlib.invite(peer, [ben.id, cara.id])
  await anna.tdlib.invoke('sendMessage', {
    chat_id: peer,
    input_message_content: {
      _: 'inputMessagePoll', question: rich('Tee oder Kaffee?'), options: [rich('Tee'), rich('Kaffee')].map((text) => ({ _: 'inputPollOption', text })),
      is_anonymous: false, allows_revoting: true, type: { _: 'inputPollTypeRegular', allow_multiple_answers: false },
      open_period: 0, close_date: 0, is_closed: false,
    },
  })
  const seen = await newestPoll(ben, peer)
  assert.equal(pollOf(seen.raw).question, 'Tee oder Kaffee?')
  const options = seen.raw.media.poll.answers.map((a) => a.option)
  await vote(ben, peer, seen.id, [options[0]])
  await vote(cara, peer, seen.id, [options[0]])
  await anna.mtcute.until((e) => e.kind === 'raw' && e._ === 'updateMessagePoll') // rendered once for all who are there
  await pollIs(ben, peer, { voters: 2, counts: [2, 0], own: [0] })
  await anna.tdlib.invoke('setPollAnswer', { chat_id: peer, message_id: tdlibIdOf(seen.id), option_ids: [1] })
  await pollIs(anna.tdlib, peer, { voters: 3, counts: [2, 1], own: [1] })
  await vote(cara, peer, seen.id, [options[1]])
  await pollIs(cara, peer, { voters: 3, counts: [1, 2], own: [1] })
  await pollIs(anna.tdlib, peer, { voters: 3, counts: [1, 2], own: [1] })

  const voters = await ben.invoke('messages.getPollVotes', { peer: await ben.inputPeer(peer), id: seen.id, option: options[1], limit: 10 })
  assert.deepEqual(voters.votes.map((v) => v.peer.userId).sort(), [anna.id, cara.id].sort())

  await anna.tdlib.invoke('stopPoll', { chat_id: peer, message_id: tdlibIdOf(seen.id) })
  for (const device of people.devices) await pollIs(device, peer, { closed: true, voters: 3, counts: [1, 2] })
  await assert.rejects(vote(ben, peer, seen.id, [options[1]]), /MESSAGE_POLL_CLOSED|Poll ?closed/i)
})

test('a quiz in a basic group tells the answer to who has answered', async () => {
  const peer = await anna.mtcute.createGroup('Quiz', [ben.id, cara.id])
  await sendMedia(anna.mtcute, peer, {
    _: 'inputMediaPoll', correctAnswers: [1], solution: 'Kaffee ist eine Frucht.', solutionEntities: [],
    poll: {
      _: 'poll', id: 0n, hash: 0n, quiz: true, question: plain('Was ist eine Frucht?'),
      answers: ['Tee', 'Kaffee'].map((text, i) => ({ _: 'pollAnswer', text: plain(text), option: Buffer.from([i]) })),
    },
  })
  const seen = await newestPoll(ben, peer)
  assert.equal(seen.raw.media.results.results, undefined)
  const told = await vote(ben, peer, seen.id, [Buffer.from([0])])
  const { results } = told.updates.find((u) => u._ === 'updateMessagePoll')
  assert.equal(results.solution, 'Kaffee ist eine Frucht.')
  assert.deepEqual(results.results.map((r) => Boolean(r.correct)), [false, true])
  await assert.rejects(vote(ben, peer, seen.id, [Buffer.from([1])]), /REVOTE_NOT_ALLOWED|change your vote/i)
  const tdlib = await newestPoll(anna.tdlib, peer)
  await anna.tdlib.invoke('setPollAnswer', { chat_id: peer, message_id: tdlibIdOf(tdlib.id), option_ids: [1] })
  await pollIs(anna.tdlib, peer, { voters: 2, counts: [1, 1], own: [1] })
  await pollIs(anna.mtcute, peer, { voters: 2, counts: [1, 1] })
})

test('a poll closes when its time is over', async () => {
  const peer = await anna.mtcute.createChannel('Neues')
  await anna.mtcute.invite(peer, [ben.id])
  await sendMedia(anna.mtcute, peer, {
    _: 'inputMediaPoll',
    poll: {
      _: 'poll', id: 0n, hash: 0n, closePeriod: 5, question: plain('Schnell?'),
      answers: ['Ja', 'Nein'].map((text, i) => ({ _: 'pollAnswer', text: plain(text), option: Buffer.from([i]) })),
    },
  })
  const seen = await newestPoll(ben, peer)
  await vote(ben, peer, seen.id, [Buffer.from([0])])
  await ben.until((e) => e.kind === 'edit' && e.peer === peer && e.raw.media.poll.closed)
  await pollIs(anna.tdlib, peer, { closed: true, voters: 1, counts: [1, 0] })
})

test('contacts, places and dice', async () => {
  await sendMedia(ben, anna.id, { _: 'inputMediaContact', phoneNumber: cara.phone, firstName: 'Cara', lastName: '', vcard: '' })
  await sendMedia(ben, anna.id, { _: 'inputMediaGeoPoint', geoPoint: { _: 'inputGeoPoint', lat: 52.5, long: 13.4 } })
  await sendMedia(ben, anna.id, {
    _: 'inputMediaVenue', geoPoint: { _: 'inputGeoPoint', lat: 52.5, long: 13.4 }, title: 'Café', address: 'Hof 1', provider: '', venueId: '', venueType: '',
  })
  const sent = await anna.tdlib.invoke('sendMessage', { chat_id: ben.id, input_message_content: { _: 'inputMessageDice', emoji: '🎲' } })
  assert.equal(sent.content._, 'messageDice')
  const contents = await eventually('all four', async () => {
    const kinds = (await anna.tdlib.history(ben.id, 10)).map((m) => m.raw.content)
    return kinds.length === 4 && kinds[0].value > 0 && kinds
  }, { everyMs: 300 })
  const [dice, venue, place, contact] = contents
  assert.equal(contact.contact.user_id, cara.id)
  assert.ok(Math.abs(place.location.latitude - 52.5) < 1e-5)
  assert.equal(venue.venue.title, 'Café')
  const his = (await ben.history(anna.id, 1))[0]
  assert.equal(his.raw.media.value, dice.value) // nobody throws but the server
  assert.ok(idOf(tdlibIdOf(his.id)) === his.id)
})
