// A basic group of three people, on TDLib and on mtcute: made, talked in, people added and removed, renamed. All end
// with the same state.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { eventually, Server } from './lib/server.mjs'
import { forgetLibrary, idOf, TdlibDevice, tdlibIdOf, useServerKey } from './lib/tdlib.mjs'

const phones = { anna: '+4915551111', ben: '+4915552222', cara: '+4915553333' }
let server
let anna // two devices: {tdlib, mtcute}; knows the others by id
let ben // TDLib
let cara // mtcute
let chat // id of the group; as a peer it is -chat everywhere

const devices = () => [anna?.tdlib, anna?.mtcute, ben, cara].filter(Boolean)

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

const history = async (device) => (await device.history(-chat)).map(({ text, edited, out, id, replyTo }) => ({ text, edited, out, id, replyTo }))
const said = async (device) => (await history(device)).map(({ text }) => text).filter((text) => !text.startsWith('['))
const found = (device, text) => eventually(`"${text}" at ${device.name}`, async () =>
  (await history(device)).find((m) => m.text === text))

async function members(device) {
  if (device.kind === 'tdlib') {
    const full = await device.invoke({ _: 'getBasicGroupFullInfo', basic_group_id: chat })
    return full.members.map((m) => [m.member_id.user_id, { chatMemberStatusCreator: 'creator', chatMemberStatusAdministrator: 'admin', chatMemberStatusMember: 'member' }[m.status._]])
  }
  const list = await device.client.getChatMembers(-chat)
  return list.map((m) => [m.user.id, m.status])
}
const sorted = (list) => [...list].sort(([a], [b]) => a - b)
const membersAre = (expected, among = devices()) => eventually('members', async () => {
  for (const device of among) assert.deepEqual(sorted(await members(device)), sorted(expected), device.name)
  return true
})

async function title(device) {
  if (device.kind === 'tdlib') return (await device.invoke({ _: 'getChat', chat_id: -chat })).title
  return (await device.client.getChat(-chat)).title
}

test('TDLib makes a group, and the other people have it', async () => {
  const created = await anna.tdlib.invoke({ _: 'createNewBasicGroupChat', user_ids: [ben.id], title: 'Hausgemeinschaft', message_auto_delete_time: 0 })
  chat = -created.chat_id
  assert.ok(chat > 0)
  await eventually('at ben', () => ben.chats.get(-chat)?.title === 'Hausgemeinschaft')
  await eventually('at anna\'s mtcute', async () => (await title(anna.mtcute)) === 'Hausgemeinschaft')
  await membersAre([[anna.id, 'creator'], [ben.id, 'member']], [anna.tdlib, anna.mtcute, ben])
})

test('a new member sees the history she is given, and what follows', async () => {
  await anna.tdlib.send(-chat, 'erste')
  await ben.send(-chat, 'zweite')
  await found(anna.tdlib, 'zweite')
  const result = await anna.tdlib.invoke({ _: 'addChatMember', chat_id: -chat, user_id: cara.id, forward_limit: 10 })
  assert.deepEqual(result.failed_to_add_members, [])
  await eventually('live at cara', () => [...cara.replica.values()].some((m) => m.text === 'zweite'))
  assert.deepEqual(await said(cara), ['erste', 'zweite'])
  await membersAre([[anna.id, 'creator'], [ben.id, 'member'], [cara.id, 'member']])
})

test('messages, answers and edits reach everybody, in everybody\'s own numbering', async () => {
  await cara.send(-chat, 'Wer gießt die Blumen?')
  const question = await found(ben, 'Wer gießt die Blumen?')
  const answer = await ben.send(-chat, 'Ich', { replyTo: question.id })
  await ben.edit(-chat, answer, 'Ich nicht')
  for (const device of devices()) {
    const edited = await found(device, 'Ich nicht')
    assert.equal((await history(device)).find((m) => m.id === edited.replyTo)?.text, 'Wer gießt die Blumen?')
  }
  await eventually('the edit live at cara', () => [...cara.replica.values()].some((m) => m.text === 'Ich nicht' && m.edited))
})

test('an author sees when anybody has read', async () => {
  const id = await cara.send(-chat, 'gelesen?')
  const at = await found(ben, 'gelesen?')
  await ben.invoke({ _: 'openChat', chat_id: -chat })
  await ben.read(-chat, [at.id])
  await eventually('at cara', async () => (await cara.counters(-chat)).readOutbox >= id)
  await eventually('ben has nothing left to read', async () => (await ben.counters(-chat)).unread === 0)
})

test('typing is seen by the others', async () => {
  const typing = []
  ben.onUpdate = (update) => update._ === 'updateChatAction' && typing.push(update)
  await cara.client.sendTyping(-chat, 'typing')
  await eventually('at ben', () => typing.some((u) => u.chat_id === -chat && u.sender_id.user_id === cara.id))
  ben.onUpdate = undefined
})

test('deleting for all', async () => {
  await ben.send(-chat, 'weg damit')
  await found(cara, 'weg damit')
  const mine = await found(ben, 'weg damit')
  await ben.delete(-chat, [mine.id], { forBoth: true })
  for (const device of devices()) {
    await eventually(`gone at ${device.name}`, async () => !(await said(device)).includes('weg damit'))
  }
  assert.ok(![...cara.replica.values()].some((m) => m.text === 'weg damit'))
})

test('a member renames the group, the creator makes an admin and restricts the others', async () => {
  await cara.client.setChatTitle(-chat, 'Garten')
  for (const device of devices()) await eventually(`renamed at ${device.name}`, async () => (await title(device)) === 'Garten')
  await anna.mtcute.client.call({ _: 'messages.editChatAdmin', chatId: chat, userId: await anna.mtcute.client.resolveUser(ben.id), isAdmin: true })
  await membersAre([[anna.id, 'creator'], [ben.id, 'admin'], [cara.id, 'member']])
  await ben.invoke({
    _: 'setChatPermissions', chat_id: -chat,
    permissions: { _: 'chatPermissions', can_send_basic_messages: false, can_add_link_previews: false, can_invite_users: true },
  })
  await assert.rejects(cara.send(-chat, 'darf ich?'), /CHAT_WRITE_FORBIDDEN|CHAT_SEND_PLAIN_FORBIDDEN/)
  await eventually('at anna\'s TDLib', async () =>
    !(await anna.tdlib.invoke({ _: 'getChat', chat_id: -chat })).permissions.can_send_basic_messages)
  await ben.invoke({ _: 'setChatPermissions', chat_id: -chat, permissions: { _: 'chatPermissions', can_send_basic_messages: true, can_pin_messages: true, can_invite_users: true, can_change_info: true } })
  await eventually('cara writes again', () => cara.send(-chat, 'danke'))
})

test('pins are for all', async () => {
  const mine = await found(ben, 'danke')
  await ben.invoke({ _: 'pinChatMessage', chat_id: -chat, message_id: tdlibIdOf(mine.id) })
  await eventually('at anna\'s TDLib', async () => {
    const pinned = await anna.tdlib.invoke({ _: 'getChatPinnedMessage', chat_id: -chat })
    return idOf(pinned.id) === (await found(anna.tdlib, 'danke')).id
  })
  const full = await cara.client.call({ _: 'messages.getFullChat', chatId: chat })
  assert.equal(full.fullChat.pinnedMsgId, (await found(cara, 'danke')).id)
})

test('who leaves or is removed gets nothing more', async () => {
  await cara.client.leaveChat(-chat)
  await membersAre([[anna.id, 'creator'], [ben.id, 'admin']], [anna.tdlib, anna.mtcute, ben])
  await anna.tdlib.invoke({ _: 'setChatMemberStatus', chat_id: -chat, member_id: { _: 'messageSenderUser', user_id: ben.id }, status: { _: 'chatMemberStatusLeft' } })
  await membersAre([[anna.id, 'creator']], [anna.tdlib, anna.mtcute])
  await anna.tdlib.send(-chat, 'Selbstgespräch')
  await found(anna.mtcute, 'Selbstgespräch')
  await assert.rejects(ben.send(-chat, 'hallo?'))
  await assert.rejects(cara.send(-chat, 'hallo?'), /CHAT_WRITE_FORBIDDEN/)
  assert.ok(!(await said(ben)).includes('Selbstgespräch'))
  assert.ok(![...cara.replica.values()].some((m) => m.text === 'Selbstgespräch'))
})

test('a link made by TDLib lets mtcute in, where an admin has to agree, too', async () => {
  const made = await anna.tdlib.invoke({ _: 'createChatInviteLink', chat_id: -chat, name: 'Garten', expiration_date: 0, member_limit: 0, creates_join_request: false })
  const hash = made.invite_link.split('+')[1]
  const shown = await cara.client.call({ _: 'messages.checkChatInvite', hash })
  assert.equal(shown.title, 'Garten')
  await cara.client.call({ _: 'messages.importChatInvite', hash })
  await membersAre([[anna.id, 'creator'], [cara.id, 'member']], [anna.tdlib, anna.mtcute, cara])
  await assert.rejects(ben.invoke({ _: 'joinChatByInviteLink', invite_link: `tg://join?invite=${hash}` }), /INVITE_HASH_EXPIRED/)

  await cara.client.leaveChat(-chat)
  const asking = await anna.tdlib.invoke({ _: 'createChatInviteLink', chat_id: -chat, name: '', expiration_date: 0, member_limit: 0, creates_join_request: true })
  await assert.rejects(cara.client.call({ _: 'messages.importChatInvite', hash: asking.invite_link.split('+')[1] }), /INVITE_REQUEST_SENT/)
  await eventually('anna is told', async () =>
    (await anna.tdlib.invoke({ _: 'getChat', chat_id: -chat })).pending_join_requests?.total_count === 1)
  await anna.tdlib.invoke({ _: 'processChatJoinRequest', chat_id: -chat, user_id: cara.id, approve: true })
  await membersAre([[anna.id, 'creator'], [cara.id, 'member']], [anna.tdlib, anna.mtcute, cara])
})

test('both of Anna\'s devices have the same history', async () => {
  await eventually('equal', async () => {
    const [byTdlib, byMtcute] = [await history(anna.tdlib), await history(anna.mtcute)]
    // The two name service messages differently, and TDLib tells what was pinned in their content.
    const comparable = (list) => list.map((m) => (m.text.startsWith('[') ? { id: m.id, out: m.out } : m))
    assert.deepEqual(comparable(byTdlib), comparable(byMtcute))
    assert.ok(byTdlib.length > 8)
    return true
  })
})
