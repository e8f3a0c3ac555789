// Mentions, threads, comments on posts, counters, topics and quotes, with people on TDLib, mtcute, GramJS, teleproto and
// Telethon in the same chats: what each writes the others read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { link, showHistory } from './lib/administration.mjs'
import {
  comments, createTopic, deleteTopic, editTopic, kTopicsSince, pinTopic, post, readMentions, readTopic, search, thread,
  topicHistory, topics, unreadMentions,
} from './lib/features.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // Telethon, of a layer before topics
let dora // teleproto
let emil // TDLib
let group
let forum
let news
let talk // the discussion group of news

before(async () => {
  people = await People.gather({
    anna: ['tdlib', 'mtcute:websocket'], ben: ['gramjs'], cara: ['telethon'], dora: ['teleproto'], emil: ['tdlib'],
  })
  ;({ anna, ben, cara, dora, emil } = people)
  for (const one of people.all.slice(1)) await setUsername(one)
  group = await anna.createSupergroup('Werkstatt', '')
  await anna.invite(group, members().map(({ id }) => id))
  await meet(group, people.devices)
})
after(() => people.part())

const members = () => [ben, cara, dora, emil]
const inLists = async (device, peer) => (await device.dialogs()).some((dialog) => dialog.peer === peer)
const meet = (peer, devices) => Promise.all(devices.map((device) =>
  eventually(`the chat at ${device.name}`, () => inLists(device, peer), { everyMs: 200 })))
const setUsername = (one) => (one.library === 'tdlib'
  ? one.invoke('setUsername', { username: `${one.name}_here` })
  : one.invoke('account.updateUsername', { username: `${one.name}_here` }))
const same = (what, device, probe, expected) => eventually(`${what} at ${device.name}`, async () => {
  assert.deepEqual(await probe(), expected)
  return true
}, { everyMs: 200 })
const textsOf = (messages) => messages.map(({ text }) => text)

test('who is named, or answered, has an unread mention until he looks', async () => {
  const named = [...members(), ben]
  for (const [i, one] of members().entries()) {
    const next = named[i + 1]
    const text = `Schau mal, @${next.name}_here`
    const id = await one.send(group, text)
    await found(next, group, text)
    await same('the mention', next, () => unreadMentions(next, group), [id])
    await readMentions(next, group)
    await same('no mention', next, () => unreadMentions(next, group), [])

    const question = await next.send(group, `${next.name}: Kommt ihr?`)
    await found(one, group, `${next.name}: Kommt ihr?`)
    const answer = await one.send(group, `${one.name}: Ja`, { replyTo: question })
    await same('the answer', next, () => unreadMentions(next, group), [answer])
    await readMentions(next, group)
  }
})

test('answers make a thread that all read', async () => {
  const root = await ben.send(group, 'Wer bringt was mit?')
  let last = root
  const expected = []
  for (const one of [cara, emil, dora, anna.mtcute]) { // each answers the one before: it is one thread all the same
    const text = `${one.name} bringt etwas`
    await found(one, group, expected[0] ?? 'Wer bringt was mit?')
    last = await one.send(group, text, { replyTo: last })
    expected.unshift(text)
  }
  for (const device of people.devices) {
    await found(device, group, expected[0])
    await same('the thread', device, async () => textsOf(await thread(device, group, root)), expected)
    await same('the count', device, async () => (await comments(device, group, root)).count, 4)
  }
})

test('posts are commented on in the discussion group, and counted, whoever made the two', async () => {
  for (const one of [ben, cara, dora, anna.tdlib]) {
    const by = people.all.find((each) => each.devices.includes(one)) ?? one
    news = await one.createChannel(`Neues von ${by.name}`, '')
    talk = await one.createSupergroup(`Gespräch mit ${by.name}`, '')
    const readers = people.all.filter((each) => each.id !== by.id)
    await one.invite(news, people.all.filter((each) => each.id !== by.id).map(({ id }) => id))
    await showHistory(one, talk)
    await link(one, news, talk)
    const id = await one.send(news, 'Wir haben geöffnet')
    const expected = []
    for (const reader of readers) {
      await found(reader, news, 'Wir haben geöffnet')
      const place = await eventually(`comments at ${reader.name}`, () => comments(reader, news, id), { everyMs: 200 })
      assert.equal(place.peer, talk)
      const text = `${reader.name} meint etwas`
      await post(reader, talk, text, { replyTo: place.top })
      expected.unshift(text)
    }
    for (const each of people.all) {
      const [device] = each.devices
      await same('the comments', device, async () => textsOf(await thread(device, news, id)), expected)
      await same('their number', device, async () => (await comments(device, news, id)).count, readers.length)
    }
  }
})

test('who reads the channel alone has the comments of its private group, and nothing else of it', async () => {
  const secret = await anna.tdlib.send(talk, 'Unter uns')
  const { id } = await found(ben, news, 'Wir haben geöffnet')
  for (const one of members()) {
    const { top } = await comments(one, news, id)
    const texts = textsOf(await one.history(talk, 100))
    assert.ok(texts.includes('cara meint etwas') && !texts.includes('Unter uns'), one.name)
    assert.deepEqual(await search(one, talk, 'uns'), [], one.name)
    await assert.rejects(post(one, talk, 'Hallo?'), /CHAT_GUEST_SEND_FORBIDDEN|no write access/i)
    await assert.rejects(post(one, talk, 'Worüber?', { replyTo: secret }), /CHAT_GUEST_SEND_FORBIDDEN|no write access|not found/i)
    await post(one, talk, `${one.name} fragt nach`, { replyTo: top })
    for (const device of anna.devices) await found(device, talk, `${one.name} fragt nach`)
  }
})

test('a post is counted once for everybody who has seen it', async () => {
  const { id } = await found(ben, news, 'Wir haben geöffnet')
  const views = async (one, increment) => (await one.invoke('messages.getMessagesViews', {
    peer: await one.inputPeer(news), id: [id], increment })).views[0].views
  const before = await views(anna.mtcute, false)
  for (const one of [ben, cara, dora, ben, cara, dora]) await views(one, true)
  await emil.invoke('openChat', { chat_id: news })
  await emil.invoke('viewMessages', {
    chat_id: news, message_ids: [tdlibIdOf(id)], source: { _: 'messageSourceChatHistory' }, force_read: true,
  })
  await same('the views', ben, () => views(ben, false), before + 4)
  await eventually('TDLib is told', async () => {
    const seen = await anna.tdlib.invoke('getMessage', { chat_id: news, message_id: tdlibIdOf(id) })
    return seen.interaction_info?.view_count === before + 4
  })
})

test('a forum has topics with their own messages, unread counts and mentions', async () => {
  forum = await anna.createSupergroup('Forum', '')
  await showHistory(anna, forum)
  await anna.invite(forum, members().map(({ id }) => id))
  await anna.invoke('toggleSupergroupIsForum', {
    supergroup_id: -1_000_000_000_000 - forum, is_forum: true, has_forum_tabs: false,
  })
  await anna.setPermissions(forum, []) // members make topics
  await meet(forum, people.devices)
  const able = people.devices.filter(({ layer }) => layer >= kTopicsSince)
  assert.equal(able.length, 5)
  const made = []
  for (const device of [anna.tdlib, anna.mtcute, ben, dora]) {
    const title = `Thema von ${device.name}`
    made.unshift({ title, by: device, id: await createTopic(device, forum, title) })
  }
  for (const device of able) {
    await same('the topics', device, async () => (await topics(device, forum)).map((t) => t.title).sort(),
      ['General', ...made.map(({ title }) => title)].sort())
  }
  const [{ id: topic }, { id: other }] = made
  const last = {}
  for (const one of people.all) {
    const text = `${one.name} im Thema`
    // Where topics are unknown, an answer to what is in one goes there.
    const replyTo = one === cara ? last.id : undefined
    last.id = await post(one, forum, text, { replyTo: replyTo ?? undefined, topic: one === cara ? undefined : topic })
    await found(cara, forum, text)
  }
  const expected = people.all.map(({ name }) => `${name} im Thema`).reverse()
  for (const device of people.devices) {
    await same('what is in the topic', device, async () =>
      textsOf(await topicHistory(device, forum, topic)).filter((text) => text), expected)
  }
  await post(ben, forum, `Und du, @${dora.name}_here?`, { topic: other })
  await same('a mention in a topic', dora, async () =>
    (await topics(dora, forum)).filter((t) => t.mentions > 0).map((t) => [t.id, t.mentions]), [[other, 1]])
  for (const one of [ben, dora, emil]) {
    const unread = async () => (await topics(one, forum)).find((t) => t.id === topic).unread
    await eventually(`unread at ${one.name}`, async () => (await unread()) > 0)
    await readTopic(one, forum, topic, last.id)
    await same('nothing unread', one, unread, 0)
  }
})

test('topics are renamed, pinned, closed and deleted', async () => {
  const is = async (title, expected) => {
    for (const device of people.devices.filter(({ layer }) => layer >= kTopicsSince)) {
      await eventually(`${title} at ${device.name}`, async () => {
        const seen = (await topics(device, forum)).find((t) => t.title === title)
        assert.deepEqual({ ...seen, ...expected }, seen)
        return true
      }, { everyMs: 200 })
    }
  }
  await anna.mtcute.promote(forum, ben.id, ['manageTopics', 'pinMessages', 'deleteMessages'])
  for (const [i, one] of [anna.tdlib, anna.mtcute, ben].entries()) {
    const id = await createTopic(one, forum, `Plan ${i}`)
    await editTopic(one, forum, id, { title: `Alter Plan ${i}` })
    await is(`Alter Plan ${i}`, { id })
    await pinTopic(one, forum, id, true)
    await is(`Alter Plan ${i}`, { pinned: true })
    await pinTopic(one, forum, id, false)
    await editTopic(one, forum, id, { closed: true })
    await is(`Alter Plan ${i}`, { pinned: false, closed: true })
    await assert.rejects(post(dora, forum, 'zu spät', { topic: id }), /TOPIC_CLOSED/)
    await editTopic(one, forum, id, { closed: false })
    await is(`Alter Plan ${i}`, { closed: false })
    await post(dora, forum, `noch rechtzeitig ${i}`, { topic: id })
    await found(cara, forum, `noch rechtzeitig ${i}`)
    await deleteTopic(one, forum, id)
    for (const device of [ben, dora, anna.mtcute]) {
      await eventually(`gone at ${device.name}`, async () => !(await topics(device, forum)).some((t) => t.id === id))
    }
    await eventually('its messages are gone', async () =>
      !(await cara.history(forum, 100)).some((m) => m.text === `noch rechtzeitig ${i}`))
  }
})

test('an answer quotes a part of what it answers', async () => {
  const quoted = (device, { raw }) => (device.library === 'tdlib' ? raw.reply_to.quote?.text.text : raw.replyTo.quoteText)
  for (const one of [anna.tdlib, anna.mtcute, ben, dora]) {
    const original = await cara.send(group, `Äpfel, Birnen und Kirschen, ${one.name}`)
    await found(one, group, `Äpfel, Birnen und Kirschen, ${one.name}`)
    await post(one, group, `Birnen, ${one.name}?`, { replyTo: original, quote: 'Birnen und' })
    for (const device of people.devices) {
      const answer = await found(device, group, `Birnen, ${one.name}?`)
      assert.equal(answer.replyTo, original, device.name)
      if (device !== cara.telethon) assert.equal(quoted(device, answer), 'Birnen und', device.name)
    }
    await assert.rejects(post(one, group, 'Pflaumen?', { replyTo: original, quote: 'Pflaumen' }), /QUOTE_TEXT_INVALID/)
  }
})
