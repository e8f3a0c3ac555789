// What one person wrote, others find on other libraries: in a chat, in all chats at once, by hashtag, and public
// channels by name; and nobody finds what he may not see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { idOf } from './lib/tdlib.mjs'

let people
let anna // TDLib
let ben // mtcute
let cara // GramJS
let group
let news

before(async () => {
  people = await People.gather({ anna: ['tdlib'], ben: ['mtcute'], cara: ['gramjs'] })
  ;({ anna, ben, cara } = people)
  group = await anna.createSupergroup('Lesekreis', 'about')
  news = await ben.createChannel('Rundschau', 'about')
  await anna.invite(group, [ben.id])
  await ben.invite(news, [anna.id])
})
after(() => people.part())

const page = { offsetRate: 0, offsetPeer: { _: 'inputPeerEmpty' }, offsetId: 0, limit: 20 }
const everything = { _: 'inputMessagesFilterEmpty' }

// Texts that a search answers, newest first.
const inChat = async (one, peer, q, filter = everything, fromId = undefined) => {
  const { messages, count } = await one.invoke('messages.search', {
    peer: await one.inputPeer(peer), q, filter, fromId, minDate: 0, maxDate: 0, offsetId: 0, addOffset: 0, limit: 20,
    maxId: 0, minId: 0, hash: 0,
  })
  assert.equal(count ?? messages.length, messages.length)
  return messages.map((m) => m.message)
}
const everywhere = async (one, q, more = {}) => (await one.invoke('messages.searchGlobal', {
  q, filter: everything, minDate: 0, maxDate: 0, ...page, ...more,
})).messages.map((m) => m.message)
const textOf = (m) => m.content.text.text
const atAnna = {
  inChat: async (q, filter = { _: 'searchMessagesFilterEmpty' }) => (await anna.tdlib.invoke('searchChatMessages', {
    chat_id: group, query: q, sender_id: null, from_message_id: 0, offset: 0, limit: 20, filter,
  })).messages.map(textOf),
  everywhere: async (q) => (await anna.tdlib.invoke('searchMessages', {
    chat_list: null, query: q, offset: '', limit: 20, filter: null, chat_type_filter: null, min_date: 0, max_date: 0,
  })).messages.map(textOf),
}

test('words, beginnings and German letters in a supergroup', async () => {
  await anna.send(group, 'Wir lesen „Die Straße der Ölsardinen“')
  const id = await ben.send(group, 'Übrigens: https://example.org/oelsardinen #Buch_7')
  await told(anna, 'Übrigens: https://example.org/oelsardinen #Buch_7')
  assert.equal((await inChat(ben, group, 'strasse')).length, 1)
  assert.equal((await inChat(ben, group, 'ölsard')).length, 2)
  assert.deepEqual(await inChat(ben, group, '', everything, await ben.inputPeer(anna.id)),
    ['Wir lesen „Die Straße der Ölsardinen“'])
  assert.equal((await inChat(ben, group, '', { _: 'inputMessagesFilterUrl' })).length, 1)
  assert.equal((await inChat(ben, group, '#buch_7')).length, 1)
  assert.equal((await inChat(ben, group, '#buch')).length, 0)
  assert.equal((await atAnna.inChat('uebrigens')).length, 1)
  const links = await anna.tdlib.invoke('searchChatMessages', {
    chat_id: group, query: '', sender_id: null, from_message_id: 0, offset: 0, limit: 20,
    filter: { _: 'searchMessagesFilterUrl' },
  })
  assert.deepEqual(links.messages.map((m) => idOf(m.id)), [id])
})

test('everywhere: the supergroup, the channel and a private chat', async () => {
  await ben.send(news, 'Suchwort im Kanal')
  await ben.send(group, 'Suchwort in der Gruppe')
  await ben.send(anna.id, 'Suchwort privat')
  await told(anna, 'Suchwort privat')
  const all = ['Suchwort im Kanal', 'Suchwort in der Gruppe', 'Suchwort privat']
  assert.deepEqual((await everywhere(ben, 'such')).sort(), all)
  assert.deepEqual(await everywhere(ben, 'such', { broadcastsOnly: true }), ['Suchwort im Kanal'])
  await eventually('all three at TDLib', async () => {
    assert.deepEqual((await atAnna.everywhere('suchwort')).sort(), all)
    return true
  })
  assert.deepEqual(await everywhere(cara, 'suchwort'), [], 'she is in none of them')
})

test('public channels by name and their posts by tag', async () => {
  await ben.send(news, 'Heute im Blatt #zeitung')
  await ben.setUsername(news, 'rundschau_heute')
  const { results, chats } = await cara.invoke('contacts.search', { q: 'rundschau', limit: 10 })
  assert.equal(results.length, 1)
  assert.equal(chats[0].title, 'Rundschau')
  const posts = await cara.invoke('channels.searchPosts', { hashtag: 'zeitung', ...page })
  assert.deepEqual(posts.messages.map((m) => m.message), ['Heute im Blatt #zeitung'])
  const found = await anna.tdlib.invoke('searchPublicChats', { query: 'rundschau' })
  assert.ok(found.total_count >= 0)
})

test('who has left finds nothing any more', async () => {
  await ben.leave(group)
  await eventually('out of the group', async () => !(await ben.dialogs()).some(({ peer }) => peer === group))
  assert.deepEqual((await everywhere(ben, 'suchwort')).sort(), ['Suchwort im Kanal', 'Suchwort privat'])
})
