// Reactions, given by mtcute, GramJS, teleproto and Telethon and read by all, TDLib among them: in a private chat, a basic
// group, a supergroup and a channel. TDLib offers only reactions that have pictures of their own: those that come with
// the server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isTdlib, react, reactionsOf } from './lib/features.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // Telethon, of a layer in which one gives one reaction at most
let dora // teleproto
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'], dora: ['teleproto'] })
  ;({ anna, ben, cara, dora } = people)
})
after(() => people.part())

const kInvalid = /REACTION_INVALID|Reaction ?Invalid/i
const givers = () => [anna.mtcute, ben, cara, dora]
const others = () => [ben, cara, dora]
const idsOf = (all) => all.map(({ id }) => id)
const reactionsAre = (device, peer, text, counts, own = []) => eventually(`reactions at ${device.name}`, async () => {
  assert.deepEqual(reactionsOf((await found(device, peer, text)).raw), { counts, own: [...own].sort() })
  return true
}, { everyMs: 200 })
const idAt = async (device, peer, text) => (await found(device, peer, text)).id
const toldOfReactions = (device, peer, id) => device.until((e) => e.kind === 'raw' && e._ === 'updateMessageReactions' &&
  e.peer === peer && (id === undefined || e.update.msgId === id))
const page = { offsetId: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0 }

// TDLib shows the reactions of a channel once it knows which are allowed there, as it does where somebody opens the chat.
async function looksAt(device, peer) {
  await eventually('the chat at TDLib', () => device.invoke('getChat', { chat_id: peer }))
  await device.invoke('openChat', { chat_id: peer })
  await device.invoke('getSupergroupFullInfo', { supergroup_id: -1_000_000_000_000 - peer })
}

test('in a private chat both sides see who reacted with what', async () => {
  for (const one of others()) {
    const text = `Wie war es, ${one.name}?`
    await anna.tdlib.send(one.id, text)
    const his = await idAt(one, anna.id, text)
    await react(one, anna.id, his, ['🔥'], { big: true })
    for (const device of anna.devices) await reactionsAre(device, one.id, text, { '🔥': 1 })
    await reactionsAre(one, anna.id, text, { '🔥': 1 }, ['🔥'])
    const mine = await idAt(anna.mtcute, one.id, text)
    await toldOfReactions(anna.mtcute, one.id, mine)
    await react(anna.mtcute, one.id, mine, ['👍', '🔥'])
    await reactionsAre(anna.tdlib, one.id, text, { '🔥': 2, '👍': 1 }, ['🔥', '👍'])
    await reactionsAre(one, anna.id, text, { '🔥': 2, '👍': 1 }, ['🔥'])
    await react(one, anna.id, his, [])
    await reactionsAre(anna.tdlib, one.id, text, { '🔥': 1, '👍': 1 }, ['🔥', '👍'])
    await assert.rejects(react(one, anna.id, his, ['🧿']), kInvalid)
  }
})

test('TDLib offers reactions and gives them by its own call', async () => {
  await ben.send(anna.id, 'Kommst du?')
  const message_id = tdlibIdOf(await idAt(anna.tdlib, ben.id, 'Kommst du?'))
  await eventually('reactions to choose from', async () => {
    const offered = await anna.tdlib.invoke('getMessageAvailableReactions', { chat_id: ben.id, message_id, row_size: 8 })
    const all = [...offered.top_reactions, ...offered.recent_reactions, ...offered.popular_reactions]
    assert.ok(all.some((one) => one.type.emoji === '🎉'))
    return true
  }, { everyMs: 300 })
  await anna.tdlib.invoke('addMessageReaction', {
    chat_id: ben.id, message_id, reaction_type: { _: 'reactionTypeEmoji', emoji: '🎉' }, is_big: true,
    update_recent_reactions: true,
  })
  await reactionsAre(ben, anna.id, 'Kommst du?', { '🎉': 1 })
  await reactionsAre(anna.mtcute, ben.id, 'Kommst du?', { '🎉': 1 }, ['🎉'])
  const pictures = await anna.tdlib.invoke('getEmojiReaction', { emoji: '🎉' })
  assert.equal(pictures.static_icon.format._, 'stickerFormatWebp')
  for (const kind of ['appear', 'select', 'activate', 'effect', 'around'])
    assert.equal(pictures[`${kind}_animation`].format._, 'stickerFormatTgs')
})

test('in a basic group the author learns of unread ones', async () => {
  const peer = await anna.mtcute.createGroup('Küche', idsOf(others()))
  await eventually('at TDLib', () => anna.tdlib.invoke('getChat', { chat_id: peer }))
  for (const author of [anna.mtcute, ben, cara, dora]) {
    const text = `Wer kocht? (${author.name})`
    await author.send(peer, text)
    const who = givers().filter((one) => one !== author)
    for (const one of who) await react(one, peer, await idAt(one, peer, text), ['👍'])
    for (const device of people.devices) {
      const wrote = device === author || author.devices?.includes(device) || (author === anna.mtcute && device === anna.tdlib)
      await reactionsAre(device, peer, text, { '👍': 3 }, wrote ? [] : ['👍'])
    }
    const unread = async () => (await author.invoke('messages.getUnreadReactions', {
      peer: await author.inputPeer(peer), ...page })).messages.length
    await eventually(`unread at ${author.name}`, async () => (await unread()) === 1)
    if (author === anna.mtcute) {
      await eventually('unread at TDLib', async () =>
        (await anna.tdlib.invoke('getChat', { chat_id: peer })).unread_reaction_count === 1)
      await anna.tdlib.invoke('readAllChatReactions', { chat_id: peer })
    } else {
      await author.invoke('messages.readReactions', { peer: await author.inputPeer(peer) })
    }
    await eventually(`nothing unread at ${author.name}`, async () => (await unread()) === 0)
  }
})

test('in a supergroup all who are there see them live, and each library lists who it was', async () => {
  const peer = await anna.tdlib.createSupergroup('Werkstatt')
  await anna.tdlib.invite(peer, idsOf(others()))
  await looksAt(anna.tdlib, peer)
  const id = await ben.send(peer, 'Fertig!')
  for (const device of people.devices) await found(device, peer, 'Fertig!')
  await react(cara, peer, id, ['🎉'])
  for (const device of [anna.mtcute, ben, dora]) await toldOfReactions(device, peer, id)
  await react(anna.mtcute, peer, id, ['🎉', '❤'])
  await react(dora, peer, id, ['❤', '👏'])
  await reactionsAre(anna.tdlib, peer, 'Fertig!', { '🎉': 2, '❤': 2, '👏': 1 }, ['🎉', '❤'])
  await reactionsAre(ben, peer, 'Fertig!', { '🎉': 2, '❤': 2, '👏': 1 })
  await reactionsAre(cara, peer, 'Fertig!', { '🎉': 2, '❤': 2, '👏': 1 }, ['🎉'])
  for (const device of people.devices) {
    const who = isTdlib(device)
      ? (await device.invoke('getMessageAddedReactions', {
        chat_id: peer, message_id: tdlibIdOf(id), reaction_type: { _: 'reactionTypeEmoji', emoji: '🎉' }, offset: '', limit: 10,
      })).reactions.map((r) => r.sender_id.user_id)
      : (await device.invoke('messages.getMessageReactionsList', {
        peer: await device.inputPeer(peer), id, limit: 10,
        reaction: device.library === 'telethon' ? '🎉' : { _: 'reactionEmoji', emoticon: '🎉' },
      })).reactions.map((r) => r.peerId?.userId ?? r.userId)
    assert.deepEqual(who.sort(), [anna.id, cara.id].sort(), device.name)
  }
})

test('a group allows some reactions, all, or none', async () => {
  const peer = await ben.createSupergroup('Bühne')
  await ben.invite(peer, [anna.id, cara.id, dora.id])
  const id = await ben.send(peer, 'Vorhang')
  const allow = async (device, availableReactions) =>
    device.invoke('messages.setChatAvailableReactions', { peer: await device.inputPeer(peer), availableReactions })
  const some = (emoticon) => ({ _: 'chatReactionsSome', reactions: [{ _: 'reactionEmoji', emoticon }] })
  for (const device of [anna.mtcute, cara, dora]) await found(device, peer, 'Vorhang')
  await allow(ben, some('👍'))
  for (const one of [anna.mtcute, cara, dora]) {
    await assert.rejects(react(one, peer, id, ['🎉']), kInvalid)
    await react(one, peer, id, ['👍'])
  }
  await reactionsAre(ben, peer, 'Vorhang', { '👍': 3 })
  await ben.promote(peer, cara.id, ['changeInfo'])
  await allow(cara, ['👏', '👍']) // her layer's word for it
  await react(dora, peer, id, ['👏'])
  await reactionsAre(cara, peer, 'Vorhang', { '👍': 2, '👏': 1 }, ['👍'])
  await ben.promote(peer, dora.id, ['changeInfo'])
  await allow(dora, { _: 'chatReactionsNone' })
  for (const one of [ben, anna.mtcute]) await assert.rejects(react(one, peer, id, ['👏']), kInvalid)
})

test('readers of a channel see how often, not who', async () => {
  for (const author of [anna.mtcute, ben, cara, dora]) {
    const peer = await author.createChannel(`Neues von ${author.name}`)
    const readers = givers().filter((one) => one !== author)
    await author.invite(peer, idsOf(readers))
    const id = await author.send(peer, 'Meldung')
    for (const one of readers) await react(one, peer, await idAt(one, peer, 'Meldung'), ['👏'])
    await reactionsAre(author, peer, 'Meldung', { '👏': 3 })
    for (const one of readers) {
      await reactionsAre(one, peer, 'Meldung', { '👏': 3 }, ['👏'])
      const asked = one.invoke('messages.getMessageReactionsList', { peer: await one.inputPeer(peer), id, limit: 10 })
      await assert.rejects(asked, /BROADCAST_FORBIDDEN|broadcast/i)
    }
  }
})
