// Reactions, given by mtcute, GramJS and Telethon and read by all, TDLib among them: in a private chat, a basic group, a
// supergroup and a channel. TDLib offers only reactions that have a picture of their own, and there are none yet: it
// reads what others give.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

let people, anna, ben, cara
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'] })
  ;({ anna, ben, cara } = people)
})
after(() => people.part())

// Telethon 1.25 is of a layer (144) in which a reaction is one text, and whether it is one's own is a flag.
async function react(device, peer, id, emoticons, options = {}) {
  const [only] = emoticons
  const reaction = device === cara ? only : emoticons.map((emoticon) => ({ _: 'reactionEmoji', emoticon }))
  return device.invoke('messages.sendReaction', { peer: await device.inputPeer(peer), msgId: id, reaction, ...options })
}

// { '👍': 2 } and what of it is one's own, in the terms of either API.
function countsOf(raw) {
  const counts = {}
  const own = []
  for (const r of raw.interaction_info?.reactions?.reactions ?? []) {
    counts[r.type.emoji] = r.total_count
    if (r.is_chosen) own.push(r.type.emoji)
  }
  for (const r of raw.reactions?.results ?? []) {
    const emoticon = r.reaction.emoticon ?? r.reaction
    counts[emoticon] = r.count
    if (r.chosenOrder != null || r.chosen) own.push(emoticon)
  }
  return { counts, own: own.sort() }
}
const reactionsAre = (device, peer, text, counts, own = []) => eventually(`reactions at ${device.name}`, async () => {
  assert.deepEqual(countsOf((await found(device, peer, text)).raw), { counts, own: [...own].sort() })
  return true
}, { everyMs: 300 })
const idAt = async (device, peer, text) => (await found(device, peer, text)).id
const toldOfReactions = (device, peer, id) => device.until((e) => e.kind === 'raw' && e._ === 'updateMessageReactions' &&
  e.peer === peer && (id === undefined || e.update.msgId === id))

// TDLib shows the reactions of a channel once it knows which are allowed there, as it does where somebody opens the chat.
async function looksAt(device, peer) {
  await eventually('the chat at TDLib', () => device.invoke('getChat', { chat_id: peer }))
  await device.invoke('openChat', { chat_id: peer })
  await device.invoke('getSupergroupFullInfo', { supergroup_id: -1000000000000 - peer })
}

test('in a private chat both sides see who reacted with what', async () => {
  await anna.tdlib.send(ben.id, 'Wie war es?')
  const his = await idAt(ben, anna.id, 'Wie war es?')
  await react(ben, anna.id, his, ['🔥'], { big: true })
  await reactionsAre(anna.tdlib, ben.id, 'Wie war es?', { '🔥': 1 })
  await reactionsAre(anna.mtcute, ben.id, 'Wie war es?', { '🔥': 1 })
  await reactionsAre(ben, anna.id, 'Wie war es?', { '🔥': 1 }, ['🔥'])
  const mine = await idAt(anna.mtcute, ben.id, 'Wie war es?')
  await toldOfReactions(anna.mtcute, ben.id, mine)
  await react(anna.mtcute, ben.id, mine, ['👍', '🔥'])
  await reactionsAre(anna.tdlib, ben.id, 'Wie war es?', { '🔥': 2, '👍': 1 }, ['🔥', '👍'])
  await react(ben, anna.id, his, [])
  await reactionsAre(anna.tdlib, ben.id, 'Wie war es?', { '🔥': 1, '👍': 1 }, ['🔥', '👍'])
  await assert.rejects(react(ben, anna.id, his, ['🧿']), /REACTION_INVALID|Reaction ?Invalid/i)
})

test('in a basic group the author learns of unread ones', async () => {
  const peer = await anna.mtcute.createGroup('Küche', [ben.id, cara.id])
  await eventually('at TDLib', () => anna.tdlib.invoke('getChat', { chat_id: peer }))
  await anna.mtcute.send(peer, 'Wer kocht?')
  await react(cara, peer, await idAt(cara, peer, 'Wer kocht?'), ['👍'])
  await react(ben, peer, await idAt(ben, peer, 'Wer kocht?'), ['👍'])
  for (const device of [anna.tdlib, anna.mtcute]) await reactionsAre(device, peer, 'Wer kocht?', { '👍': 2 })
  await eventually('unread at TDLib', async () =>
    (await anna.tdlib.invoke('getChat', { chat_id: peer })).unread_reaction_count === 1)
  await anna.tdlib.invoke('readAllChatReactions', { chat_id: peer })
  const unread = await anna.mtcute.invoke('messages.getUnreadReactions', {
    peer: await anna.mtcute.inputPeer(peer), offsetId: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0,
  })
  assert.equal(unread.messages.length, 0)
})

test('in a supergroup all who are there see them live, and TDLib lists who it was', async () => {
  const peer = await anna.tdlib.createSupergroup('Werkstatt')
  await anna.tdlib.invite(peer, [ben.id, cara.id])
  await looksAt(anna.tdlib, peer)
  const id = await ben.send(peer, 'Fertig!')
  for (const device of [anna.tdlib, anna.mtcute, cara]) await found(device, peer, 'Fertig!')
  await react(cara, peer, id, ['🎉'])
  await toldOfReactions(anna.mtcute, peer, id) // rendered once for all
  await react(anna.mtcute, peer, id, ['🎉', '❤'])
  await reactionsAre(anna.tdlib, peer, 'Fertig!', { '🎉': 2, '❤': 1 }, ['🎉', '❤'])
  await reactionsAre(ben, peer, 'Fertig!', { '🎉': 2, '❤': 1 })
  const who = await anna.tdlib.invoke('getMessageAddedReactions', {
    chat_id: peer, message_id: tdlibIdOf(id), reaction_type: { _: 'reactionTypeEmoji', emoji: '🎉' }, offset: '', limit: 10,
  })
  assert.equal(who.total_count, 2)
  assert.deepEqual(who.reactions.map((r) => r.sender_id.user_id).sort(), [anna.id, cara.id].sort())

  await anna.mtcute.invoke('messages.setChatAvailableReactions', {
    peer: await anna.mtcute.inputPeer(peer),
    availableReactions: { _: 'chatReactionsSome', reactions: [{ _: 'reactionEmoji', emoticon: '👍' }] },
  })
  await assert.rejects(react(cara, peer, id, ['🐳']), /REACTION_INVALID|Reaction ?Invalid/i)
})

test('readers of a channel see how often, not who', async () => {
  const peer = await anna.mtcute.createChannel('Neues')
  await anna.mtcute.invite(peer, [ben.id, cara.id])
  const id = await anna.mtcute.send(peer, 'Meldung')
  for (const device of [ben, cara]) await react(device, peer, await idAt(device, peer, 'Meldung'), ['👏'])
  await reactionsAre(anna.mtcute, peer, 'Meldung', { '👏': 2 })
  await reactionsAre(cara, peer, 'Meldung', { '👏': 2 }, ['👏'])
  await assert.rejects(ben.invoke('messages.getMessageReactionsList', { peer: await ben.inputPeer(peer), id, limit: 10 }),
    /BROADCAST_FORBIDDEN/)
})
