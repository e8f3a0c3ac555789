// What one person wrote, others find on other libraries: in a chat, in all chats at once, by hashtag, and public channels
// by name; and nobody finds what he may not see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { search, searchEverywhere } from './lib/features.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people
let anna // TDLib
let ben // mtcute
let cara // GramJS
let dora // Telethon
let emil // teleproto
let fritz // GramJS, in none of the chats
let group
let news

before(async () => {
  people = await People.gather({
    anna: ['tdlib'], ben: ['mtcute'], cara: ['gramjs'], dora: ['telethon'], emil: ['teleproto'], fritz: ['gramjs'],
  })
  ;({ anna, ben, cara, dora, emil, fritz } = people)
  group = await anna.createSupergroup('Lesekreis', 'about')
  news = await ben.createChannel('Rundschau', 'about')
  await anna.invite(group, [ben, cara, dora, emil].map(({ id }) => id))
  await ben.invite(news, [anna, cara, dora, emil].map(({ id }) => id))
  for (const one of inside()) {
    for (const peer of [group, news]) {
      await eventually(`the chats at ${one.name}`, async () => (await one.dialogs()).some((d) => d.peer === peer))
    }
  }
})
after(() => people.part())

const inside = () => [anna, ben, cara, dora, emil]
const textsOf = (messages) => messages.map(({ text }) => text)
const finds = (one, what, probe, expected) => eventually(`${what} at ${one.name}`, async () => {
  assert.deepEqual(textsOf(await probe()), expected)
  return true
}, { everyMs: 200 })

test('words, beginnings, German letters, links, tags and authors in a supergroup', async () => {
  const said = []
  for (const one of inside()) {
    said.unshift(`Die Straße der Ölsardinen (${one.name})`)
    await one.send(group, said[0])
    for (const other of inside()) await found(other, group, said[0])
  }
  const link = 'Übrigens: https://example.org/oelsardinen #Buch_7'
  await ben.send(group, link)
  for (const one of inside()) {
    await found(one, group, link)
    await finds(one, 'a folded word', () => search(one, group, 'strasse'), said)
    await finds(one, 'a beginning', () => search(one, group, 'ölsard'), [link, ...said])
    await finds(one, 'a name in it', () => search(one, group, 'straße dora'), [said[1]])
    await finds(one, 'an author', () => search(one, group, '', { from: emil.id }), [said[0]])
    await finds(one, 'a word of an author', () => search(one, group, 'uebrigens', { from: ben.id }), [link])
    await finds(one, 'a link', () => search(one, group, '', { filter: 'Url' }), [link])
    await finds(one, 'a tag', () => search(one, group, '#buch_7'), [link])
    await finds(one, 'half a tag', () => search(one, group, '#buch'), [])
  }
  for (const one of [ben, cara, dora, emil]) {
    const [counter] = await one.invoke('messages.getSearchCounters', {
      peer: await one.inputPeer(group), filters: [{ _: 'inputMessagesFilterUrl' }],
    })
    assert.equal(counter.count, 1, one.name)
  }
})

test('what is changed is found by its new words, what is deleted by none', async () => {
  for (const one of inside()) {
    const id = await one.send(group, `Schreibmaschine von ${one.name}`)
    for (const other of inside()) {
      await finds(other, 'the old word', () => search(other, group, 'schreibm'), [`Schreibmaschine von ${one.name}`])
    }
    await one.edit(group, id, `Tintenfass von ${one.name}`)
    for (const other of inside()) {
      await finds(other, 'no old word', () => search(other, group, 'schreibm'), [])
      await finds(other, 'the new word', () => search(other, group, 'tinte'), [`Tintenfass von ${one.name}`])
    }
    await one.remove([id], group)
    for (const other of inside()) await finds(other, 'nothing', () => search(other, group, 'tinte'), [])
  }
})

test('everywhere: the supergroup, the channel and a private chat', async () => {
  await ben.send(news, 'Suchwort im Kanal')
  for (const one of inside()) await found(one, news, 'Suchwort im Kanal')
  await dora.send(group, 'Suchwort in der Gruppe')
  for (const one of inside()) await found(one, group, 'Suchwort in der Gruppe')
  for (const one of [anna, cara, dora, emil]) {
    await ben.send(one.id, `Suchwort für ${one.name}`)
    await found(one, ben.id, `Suchwort für ${one.name}`)
    await eventually(`all three at ${one.name}`, async () => {
      assert.deepEqual(textsOf(await searchEverywhere(one, 'suchw')).sort(),
        [`Suchwort für ${one.name}`, 'Suchwort im Kanal', 'Suchwort in der Gruppe'].sort())
      return true
    }, { everyMs: 200 })
  }
  assert.deepEqual(await searchEverywhere(fritz, 'suchwort'), [], 'he is in none of them')
  const broadcasts = await ben.invoke('messages.searchGlobal', {
    q: 'such', filter: { _: 'inputMessagesFilterEmpty' }, minDate: 0, maxDate: 0, broadcastsOnly: true, offsetRate: 0,
    offsetPeer: { _: 'inputPeerEmpty' }, offsetId: 0, limit: 20,
  })
  assert.deepEqual(broadcasts.messages.map((m) => m.message), ['Suchwort im Kanal'])
})

test('public channels by name and their posts by tag', async () => {
  const page = { offsetRate: 0, offsetPeer: { _: 'inputPeerEmpty' }, offsetId: 0, limit: 20 }
  await ben.send(news, 'Heute im Blatt #zeitung')
  await ben.setUsername(news, 'rundschau_heute')
  for (const one of [cara, dora, emil, fritz]) {
    const { results, myResults, chats } = await one.invoke('contacts.search', { q: 'rundschau', limit: 10 })
    assert.equal(results.length + myResults.length, 1, one.name)
    assert.equal(chats[0].title, 'Rundschau')
  }
  for (const one of [ben, cara, emil, fritz]) { // since layer 188
    const posts = await one.invoke('channels.searchPosts', { hashtag: 'zeitung', ...page })
    assert.deepEqual(posts.messages.map((m) => m.message), ['Heute im Blatt #zeitung'], one.name)
  }
  const tagged = await anna.invoke('searchPublicMessagesByTag', { tag: 'zeitung', offset: '', limit: 10 })
  assert.deepEqual(tagged.messages.map((m) => m.content.text.text), ['Heute im Blatt #zeitung'])
  await eventually('TDLib finds the channel', async () => {
    const { chat_ids: ids } = await anna.invoke('searchPublicChats', { query: 'rundschau' })
    const { chat_ids: known } = await anna.invoke('searchChats', { query: 'rundschau', limit: 10 })
    return [...ids, ...known].includes(news)
  })
})

test('who has left, or come later, finds nothing of what he may not see', async () => {
  for (const one of [ben, cara, dora, emil]) {
    await one.leave(group)
    await eventually('out of the group', async () => !(await one.dialogs()).some(({ peer }) => peer === group))
    await eventually(`the rest at ${one.name}`, async () => {
      assert.ok(!textsOf(await searchEverywhere(one, 'suchwort')).includes('Suchwort in der Gruppe'))
      return true
    })
    await assert.rejects(search(one, group, 'suchwort'), /CHANNEL_PRIVATE|channel specified is private/i)
  }
  await anna.invite(group, [fritz.id])
  await eventually('fritz is in', async () => (await fritz.dialogs()).some(({ peer }) => peer === group))
  assert.deepEqual(await search(fritz, group, 'suchwort'), [])
  await anna.send(group, 'Suchwort für alle, die jetzt da sind')
  await finds(fritz, 'the newest', () => searchEverywhere(fritz, 'suchwort'), ['Suchwort für alle, die jetzt da sind'])
})
