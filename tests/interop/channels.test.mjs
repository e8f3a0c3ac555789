// A supergroup and a broadcast channel, on TDLib and on mtcute: made, joined, written in, edited, deleted, read, and
// caught up with after an absence by getChannelDifference. All end with the same state.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { eventually, Server } from './lib/server.mjs'
import { forgetLibrary, idOf, misunderstood, TdlibDevice, tdlibIdOf, useServerKey } from './lib/tdlib.mjs'

const phones = { anna: '+4915551111', ben: '+4915552222', cara: '+4915553333' }
let server
let anna // two devices: {tdlib, mtcute}
let ben // TDLib
let cara // mtcute
let group // ids of chats, as peers are written everywhere: -100...
let news

const devices = () => [anna?.tdlib, anna?.mtcute, ben, cara].filter(Boolean)
const bare = (chat) => -1000000000000 - chat

before(async () => {
  server = await Server.start()
  useServerKey(server.info.pem)
  ben = new TdlibDevice(server, 'ben')
  cara = new MtcuteDevice(server, 'cara', { transport: 'websocket' })
  anna = { tdlib: new TdlibDevice(server, 'anna-tdlib'), mtcute: new MtcuteDevice(server, 'anna-mtcute') }
  await anna.tdlib.start()
  anna.id = await anna.tdlib.signIn(phones.anna, { firstName: 'Anna' })
  await anna.mtcute.start()
  await anna.mtcute.signIn(phones.anna)
  await ben.start()
  ben.id = await ben.signIn(phones.ben, { firstName: 'Ben' })
  await cara.start()
  cara.id = await cara.signIn(phones.cara, { firstName: 'Cara' })
  const people = [[anna.tdlib, 'anna'], [anna.mtcute, 'anna'], [ben, 'ben'], [cara, 'cara']]
  for (const [device, self] of people) {
    for (const name of Object.keys(phones)) if (name !== self) await device.meet(phones[name], name)
  }
})
after(async () => {
  for (const device of devices()) await device.stop()
  await server.stop()
  forgetLibrary()
})

const texts = async (device, chat) =>
  (await device.history(chat)).filter((m) => !m.text.startsWith('[')).map(({ id, text, edited }) => ({ id, text, edited }))
const found = (device, chat, text) => eventually(`"${text}" at ${device.name}`, async () =>
  (await texts(device, chat)).find((m) => m.text === text))
const agree = (chat, among) => eventually('all devices agree', async () => {
  const first = await texts(among[0], chat)
  for (const device of among.slice(1)) assert.deepEqual(await texts(device, chat), first, device.name)
  return true
})
const add = (chat, userIds) => anna.tdlib.invoke({ _: 'addChatMembers', chat_id: chat, user_ids: userIds })
// What updates alone have told mtcute.
const told = (device, text) => eventually(`${device.name} is told "${text}"`, () =>
  [...device.replica.values()].some((m) => m.text === text))

test('TDLib makes a supergroup and adds people; both libraries find it in their lists', async () => {
  const chat = await anna.tdlib.invoke({ _: 'createNewSupergroupChat', title: 'Werkstatt', is_forum: false, is_channel: false, description: 'about', for_import: false })
  group = chat.id
  assert.equal(chat.title, 'Werkstatt')
  await add(group, [ben.id, cara.id])
  await eventually('at ben', () => ben.chats.get(group))
  await eventually('at cara', async () => {
    for await (const dialog of cara.client.iterDialogs()) if (dialog.peer.id === group) return true
    return false
  })
  const full = await ben.invoke({ _: 'getSupergroupFullInfo', supergroup_id: bare(group) })
  assert.equal(full.member_count, 3)
  assert.equal(full.description, 'about')
})

test('a message in the supergroup reaches all, live', async () => {
  await ben.invoke({ _: 'openChat', chat_id: group })
  const id = await ben.send(group, 'Hallo zusammen')
  await told(cara, 'Hallo zusammen')
  await told(anna.mtcute, 'Hallo zusammen')
  await found(anna.tdlib, group, 'Hallo zusammen')
  const answer = await cara.send(group, 'Hallo Ben', { replyTo: id })
  const seen = await eventually('the answer at ben', async () => (await ben.history(group)).find((m) => m.id === answer))
  assert.equal(seen.replyTo, id)
  await agree(group, devices())
})

test('edits and deletions reach all', async () => {
  const id = await cara.send(group, 'Tipfehler')
  await found(ben, group, 'Tipfehler')
  await cara.edit(group, id, 'Tippfehler')
  await found(ben, group, 'Tippfehler')
  const gone = await ben.send(group, 'weg damit')
  await found(cara, group, 'weg damit')
  await anna.tdlib.delete(group, [gone], { forBoth: true })
  await eventually('gone at cara', async () => !(await texts(cara, group)).some((m) => m.id === gone))
  await eventually('gone at ben', async () => !(await texts(ben, group)).some((m) => m.id === gone))
  await eventually('the replica forgets', () => !cara.replica.has(gone))
  await agree(group, devices())
})

test('unread counts and read marks', async () => {
  const id = await anna.tdlib.send(group, 'Bitte lesen')
  await eventually('unread at cara', async () => (await cara.counters(group)).unread > 0)
  await cara.read(group, [id])
  assert.deepEqual(await cara.counters(group).then(({ unread, readInbox }) => ({ unread, readInbox })), { unread: 0, readInbox: id })
  await eventually('two ticks at anna', async () => (await anna.tdlib.counters(group)).readOutbox >= id)
  await found(ben, group, 'Bitte lesen')
  await ben.read(group, [id])
  await eventually('read at ben', async () => (await ben.counters(group)).unread === 0)
})

test('who was away catches up by the difference of the channel', async () => {
  await cara.offline()
  const first = await ben.send(group, 'während du weg warst')
  await ben.edit(group, first, 'während du weg warst (bearbeitet)')
  const gone = await anna.tdlib.send(group, 'schon wieder weg')
  await anna.tdlib.delete(group, [gone], { forBoth: true })
  for (let i = 0; i < 20; i += 1) await ben.send(group, `Nachricht ${i}`)
  await cara.online()
  await told(cara, 'Nachricht 19')
  await told(cara, 'während du weg warst (bearbeitet)')
  assert.ok(![...cara.replica.values()].some((m) => m.text === 'schon wieder weg'))
  await agree(group, devices())
})

test('the group has admins, restrictions and bans', async () => {
  await anna.tdlib.invoke({
    _: 'setChatMemberStatus', chat_id: group, member_id: { _: 'messageSenderUser', user_id: ben.id },
    status: {
      _: 'chatMemberStatusAdministrator', can_be_edited: true,
      rights: { _: 'chatAdministratorRights', can_delete_messages: true, can_restrict_members: true, can_pin_messages: true, can_invite_users: true },
    },
  })
  await anna.mtcute.client.editAdminRights({
    chatId: group, userId: ben.id, rank: 'Meister', rights: { deleteMessages: true, banUsers: true, pinMessages: true, inviteUsers: true },
  })
  const member = await eventually('ben is admin', async () => {
    const seen = await cara.client.getChatMember({ chatId: group, userId: ben.id })
    return seen?.status === 'admin' && seen.title && seen
  })
  assert.equal(member.title, 'Meister')
  await eventually('ben knows', async () =>
    (await ben.invoke({ _: 'getSupergroup', supergroup_id: bare(group) })).status._ === 'chatMemberStatusAdministrator')
  const permissions = { _: 'chatPermissions', can_send_basic_messages: false }
  await ben.invoke({
    _: 'setChatMemberStatus', chat_id: group, member_id: { _: 'messageSenderUser', user_id: cara.id },
    status: { _: 'chatMemberStatusRestricted', is_member: true, restricted_until_date: 0, permissions },
  })
  await assert.rejects(cara.send(group, 'darf ich nicht'), /USER_BANNED_IN_CHANNEL/)
  await ben.invoke({
    _: 'setChatMemberStatus', chat_id: group, member_id: { _: 'messageSenderUser', user_id: cara.id },
    status: { _: 'chatMemberStatusBanned', banned_until_date: 0 },
  })
  await assert.rejects(cara.history(group), /CHANNEL_PRIVATE/)
  const after = await ben.send(group, 'jetzt ohne Cara')
  await found(anna.tdlib, group, 'jetzt ohne Cara')
  assert.ok(!cara.replica.has(after))
})

test('mtcute makes a channel, gives it a name, and others find and join it', async () => {
  const chat = await anna.mtcute.client.createChannel({ title: 'Neues', description: 'täglich' })
  news = chat.id
  await anna.mtcute.client.setChatUsername(news, 'daily_news')
  const seen = await ben.invoke({ _: 'searchPublicChat', username: 'daily_news' })
  assert.equal(seen.id, news)
  await ben.invoke({ _: 'joinChat', chat_id: news })
  await cara.client.joinChat('daily_news')
  await ben.invoke({ _: 'openChat', chat_id: news })
  await anna.mtcute.send(news, 'Erste Meldung')
  await found(ben, news, 'Erste Meldung')
  await told(cara, 'Erste Meldung')
  await found(anna.tdlib, news, 'Erste Meldung')
  await assert.rejects(cara.send(news, 'ich auch'), /CHAT_WRITE_FORBIDDEN/)
})

test('subscribers who were away catch up with the channel', async () => {
  await cara.offline()
  for (let i = 0; i < 5; i += 1) await anna.tdlib.send(news, `Meldung ${i}`)
  await cara.online()
  await told(cara, 'Meldung 4')
  await found(ben, news, 'Meldung 4')
  await agree(news, devices())
})

test('pinning, forwarding, leaving', async () => {
  const [first] = await texts(anna.tdlib, news)
  await anna.tdlib.invoke({ _: 'pinChatMessage', chat_id: news, message_id: tdlibIdOf(first.id), disable_notification: false, only_for_self: false })
  await eventually('pinned at ben', async () => {
    const pinned = await ben.invoke({ _: 'getChatPinnedMessage', chat_id: news })
    return idOf(pinned.id) === first.id
  })
  await cara.client.forwardMessagesById({ fromChatId: news, messages: [first.id], toChatId: ben.id })
  const forwarded = await eventually('forwarded to ben', async () =>
    (await ben.history(cara.id)).find((m) => m.text === first.text))
  assert.ok(forwarded)
  await cara.client.leaveChat(news)
  const last = await anna.tdlib.send(news, 'ohne Cara')
  await found(ben, news, 'ohne Cara')
  assert.ok(!cara.replica.has(last))
  assert.deepEqual(misunderstood, [])
})
