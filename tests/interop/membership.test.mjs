// How people come into groups, and what their admins are: a basic group becomes a supergroup under TDLib and mtcute,
// links that need an admin's word, anonymous admins, protected content, and the log of it all.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { eventually, Server } from './lib/server.mjs'
import { forgetLibrary, TdlibDevice, useServerKey } from './lib/tdlib.mjs'

const phones = { anna: '+4915556111', ben: '+4915556222', cara: '+4915556333', dora: '+4915556444' }
let server
let anna // TDLib
let ben // TDLib
let cara // mtcute
let dora // mtcute
let group // id of the supergroup, as peers are written everywhere: -100...
let old // id of the basic group

before(async () => {
  server = await Server.start()
  useServerKey(server.info.pem)
  anna = new TdlibDevice(server, 'anna')
  ben = new TdlibDevice(server, 'ben')
  cara = new MtcuteDevice(server, 'cara')
  dora = new MtcuteDevice(server, 'dora', { transport: 'websocket' })
  for (const [name, device] of Object.entries({ anna, ben, cara, dora })) {
    await device.start()
    device.id = await device.signIn(phones[name], { firstName: name })
  }
  for (const [self, device] of Object.entries({ anna, ben, cara, dora })) {
    for (const name of Object.keys(phones)) if (name !== self) await device.meet(phones[name], name)
  }
})
after(async () => {
  for (const device of [anna, ben, cara, dora].filter(Boolean)) await device.stop()
  await server.stop()
  forgetLibrary()
})

const has = (device, chat, text) => eventually(`"${text}" at ${device.name}`, async () =>
  (await device.history(chat)).find((m) => m.text === text))
const dialogs = async (device) => {
  const ids = []
  for await (const dialog of device.client.iterDialogs()) ids.push(dialog.peer.id)
  return ids
}

test('a basic group becomes a supergroup, and everybody follows', async () => {
  const made = await anna.invoke({ _: 'createNewBasicGroupChat', user_ids: [ben.id, cara.id], title: 'Werkstatt', message_auto_delete_time: 0 })
  old = made.chat_id
  await anna.send(old, 'noch klein')
  await has(cara, old, 'noch klein')
  const chat = await anna.invoke({ _: 'upgradeBasicGroupChatToSupergroupChat', chat_id: old })
  group = chat.id
  assert.equal(chat.title, 'Werkstatt')
  await eventually('at ben', () => ben.chats.get(group))
  await eventually('at cara', async () => {
    const ids = await dialogs(cara)
    return ids.includes(group) && !ids.includes(old)
  })
  await ben.invoke({ _: 'openChat', chat_id: group })
  await ben.send(group, 'schon groß')
  await has(cara, group, 'schon groß')
  await cara.send(group, 'und wie')
  await has(anna, group, 'und wie')
  await has(cara, old, 'noch klein')
  await assert.rejects(cara.send(old, 'hallo?'), /CHAT_WRITE_FORBIDDEN/)
  const full = await ben.invoke({ _: 'getSupergroupFullInfo', supergroup_id: -1000000000000 - group })
  assert.equal(full.upgraded_from_basic_group_id, -old)
})

test('who comes by a link may have to wait for an admin', async () => {
  const link = await anna.invoke({ _: 'createChatInviteLink', chat_id: group, name: 'Tür', expiration_date: 0, member_limit: 0, creates_join_request: true })
  // mtcute takes links of the big server only for what they are.
  const known = link.invite_link.replace(/^.*\//, 'https://t.me/')
  const preview = await dora.client.getChatPreview(known)
  assert.equal(preview.title, 'Werkstatt')
  assert.equal(preview.withApproval, true)
  assert.equal((await dora.client.joinChat(known)).status, 'request_sent')
  await eventually('anna is told', async () =>
    (await anna.invoke({ _: 'getChat', chat_id: group })).pending_join_requests?.total_count === 1)
  const waiting = await anna.invoke({ _: 'getChatJoinRequests', chat_id: group, invite_link: '', query: '', limit: 10 })
  assert.equal(waiting.requests[0].user_id, dora.id)
  await anna.invoke({ _: 'processChatJoinRequest', chat_id: group, user_id: dora.id, approve: true })
  await eventually('dora is in', async () => (await dialogs(dora)).includes(group))
  await dora.send(group, 'danke')
  await has(ben, group, 'danke')
})

test('an anonymous admin speaks as the group', async () => {
  await anna.invoke({
    _: 'setChatMemberStatus', chat_id: group, member_id: { _: 'messageSenderUser', user_id: ben.id },
    status: {
      _: 'chatMemberStatusAdministrator', can_be_edited: true,
      rights: { _: 'chatAdministratorRights', can_delete_messages: true, can_pin_messages: true, is_anonymous: true },
    },
  })
  const sent = await eventually('ben writes', async () => {
    const id = await ben.send(group, 'wer war das?')
    return id
  })
  assert.ok(sent)
  const seen = await eventually('at cara', async () =>
    (await cara.client.getHistory(group, { limit: 10 })).find((m) => m.text === 'wer war das?'))
  assert.equal(seen.sender.id, group)
  const own = (await ben.history(group)).find((m) => m.text === 'wer war das?')
  assert.equal(own.out, true)
})

test('a channel that speaks in a public group is banned there with all it has said', async () => {
  const bare = -1000000000000 - group
  await anna.invoke({ _: 'setSupergroupUsername', supergroup_id: bare, username: 'werkstattgruppe' })
  const made = await cara.client.createChannel({ title: 'Caras Blatt' })
  await cara.client.call({ _: 'channels.updateUsername', channel: await cara.client.resolveChannel(made.id), username: 'carasblatt' })
  const asHerChannel = async (message, number) => cara.client.call({
    _: 'messages.sendMessage', peer: await cara.client.resolvePeer(group), message, randomId: await long(number),
    sendAs: await cara.client.resolvePeer(made.id),
  })
  await asHerChannel('abonniert mich', 901)
  const seen = await has(anna, group, 'abonniert mich')
  assert.ok(seen)
  const member_id = { _: 'messageSenderChat', chat_id: made.id }
  await anna.invoke({ _: 'banChatMember', chat_id: group, member_id, banned_until_date: 0, revoke_messages: false })
  await anna.invoke({ _: 'deleteChatMessagesBySender', chat_id: group, sender_id: member_id })
  await assert.rejects(asHerChannel('hallo?', 902), /SEND_AS_PEER_INVALID/)
  const banned = await anna.invoke({ _: 'getSupergroupMembers', supergroup_id: bare, filter: { _: 'supergroupMembersFilterBanned', query: '' }, offset: 0, limit: 10 })
  assert.ok(banned.members.some((m) => m.member_id.chat_id === made.id))
  await eventually('what it said is gone', async () => !(await cara.client.getHistory(group, { limit: 20 })).some((m) => m.text === 'abonniert mich'))
  await anna.invoke({ _: 'setChatMemberStatus', chat_id: group, member_id, status: { _: 'chatMemberStatusLeft' } })
  await asHerChannel('da bin ich wieder', 903)
  await anna.invoke({ _: 'setSupergroupUsername', supergroup_id: bare, username: '' })
})

test('protected content stays in the group', async () => {
  await anna.invoke({ _: 'toggleChatHasProtectedContent', chat_id: group, has_protected_content: true })
  const message = (await cara.client.getHistory(group, { limit: 10 })).find((m) => m.text === 'danke')
  await assert.rejects(cara.client.forwardMessages({ messages: [message], toChatId: 'me' }), /CHAT_FORWARDS_RESTRICTED/)
  await eventually('at ben', async () => (await ben.invoke({ _: 'getChat', chat_id: group })).has_protected_content)
  await anna.invoke({ _: 'toggleChatHasProtectedContent', chat_id: group, has_protected_content: false })
})

test('the admins find in the log what happened', async () => {
  const gone = (await anna.history(group)).find((m) => m.text === 'danke')
  await anna.delete(group, [gone.id], { forBoth: true })
  const log = await anna.invoke({ _: 'getChatEventLog', chat_id: group, query: '', from_event_id: 0, limit: 50, user_ids: [] })
  const kinds = log.events.map((e) => e.action._)
  assert.equal(kinds[0], 'chatEventMessageDeleted')
  assert.equal(log.events[0].action.message.content.text.text, 'danke')
  assert.ok(kinds.includes('chatEventHasProtectedContentToggled'))
  assert.ok(kinds.includes('chatEventMemberPromoted'))
  assert.ok(kinds.includes('chatEventMemberJoinedByRequest'))
  await assert.rejects(cara.client.call({
    _: 'channels.getAdminLog', channel: await cara.client.resolveChannel(group), q: '', maxId: await long(0), minId: await long(0), limit: 10,
  }), /CHAT_ADMIN_REQUIRED/)
})

async function long(value) {
  const { default: Long } = await import('long')
  return Long.fromNumber(value)
}
