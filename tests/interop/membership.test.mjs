// How people come into groups, and what their admins are, on TDLib, mtcute, GramJS, teleproto and Telethon: basic groups
// that become supergroups, links that end or need an admin's word, admins with ranks, anonymous ones, restrictions, slow
// mode, other names to speak in, protected content, and the log of it all.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  adminLog, decideRequest, deleteAllOf, joinRequests, migrate, protect, slowMode,
} from './lib/administration.mjs'
import { isTdlib, post } from './lib/features.mjs'
import { found, gone, People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { tdlibIdOf } from './lib/tdlib.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // Telethon
let dora // teleproto
let emil // TDLib
let group
let meeting // a public one
const voices = {} // channels in whose names people speak there

before(async () => {
  people = await People.gather({
    anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'], dora: ['teleproto'], emil: ['tdlib'],
  })
  ;({ anna, ben, cara, dora, emil } = people)
})
after(() => people.part())

const everybody = () => people.all.map((one) => one.id)
const members = () => [ben, cara, dora, emil]
const bareId = (peer) => -1_000_000_000_000 - peer
const kNoMore = /CHAT_WRITE_FORBIDDEN|CHANNEL_PRIVATE|PEER_ID_INVALID|Chat is deactivated|no write access/i
const kRestricted = /USER_BANNED_IN_CHANNEL|CHAT_RESTRICTED|not enough rights|CHAT_WRITE_FORBIDDEN|Have no rights/i
const inLists = async (device, peer) => (await device.dialogs()).some((dialog) => dialog.peer === peer)
const comesTo = (device, peer) =>
  eventually(`the chat at ${device.name}`, () => inLists(device, peer), { everyMs: 200 })
const goesFrom = (device, peer) =>
  eventually(`no chat at ${device.name}`, async () => !(await inLists(device, peer)), { everyMs: 200 })
const memberIs = (device, peer, one, expected, filter) => eventually(`${one.name} at ${device.name}`, async () => {
  const seen = (await device.participants(peer, { filter })).find(({ id }) => id === one.id)
  assert.deepEqual({ ...seen, ...expected }, seen)
  return true
}, { everyMs: 200 })

test('a basic group becomes a supergroup, whoever does it, and everybody follows', async () => {
  for (const [i, one] of [emil, anna.mtcute, ben, cara, dora, anna.tdlib].entries()) {
    const old = await one.createGroup(`Werkstatt ${i}`, everybody().filter((id) => id !== one.id))
    for (const device of people.devices) await comesTo(device, old)
    await one.send(old, `noch klein ${i}`)
    for (const device of people.devices) await found(device, old, `noch klein ${i}`)
    group = await migrate(one, old)
    const writer = [ben, cara, dora, emil, anna.mtcute][i % 5]
    for (const device of people.devices) await comesTo(device, group)
    await writer.send(group, `schon groß ${i}`)
    for (const device of people.devices) {
      assert.equal((await device.info(group)).title, `Werkstatt ${i}`)
      assert.equal((await device.info(group)).members, 5)
      await found(device, group, `schon groß ${i}`)
      assert.ok((await device.history(old, 100)).some((m) => m.text === `noch klein ${i}`), device.name)
    }
    await assert.rejects(writer.send(old, 'hallo?'), kNoMore)
  }
  const full = await emil.invoke('getSupergroupFullInfo', { supergroup_id: bareId(group) })
  assert.ok(full.upgraded_from_basic_group_id > 0)
})

test('who comes by a link may have to wait for an admin', async () => {
  const askers = [[cara, ben], [dora, cara], [ben, emil], [emil, dora]] // who asks, and who decides
  for (const [asker, admin] of askers) {
    await anna.tdlib.promote(group, admin.id, ['inviteUsers'])
    await asker.leave(group)
    await goesFrom(asker, group)
    const link = await admin.createLink(group, { request: true, title: 'Tür' })
    await assert.rejects(asker.join(link), /INVITE_REQUEST_SENT|successfully requested/i)
    for (const device of [admin, ...anna.devices]) {
      await eventually(`the request at ${device.name}`, async () =>
        (await joinRequests(device, group)).join() === String(asker.id), { everyMs: 200 })
    }
    await decideRequest(admin, group, asker.id, false)
    await eventually('nobody waits', async () => (await joinRequests(anna.mtcute, group)).length === 0)
    assert.ok(!(await inLists(asker, group)))
    await assert.rejects(asker.join(link), /INVITE_REQUEST_SENT|successfully requested/i)
    await decideRequest(admin, group, asker.id, true)
    await comesTo(asker, group)
    await asker.send(group, `${asker.name} dankt`)
    for (const device of anna.devices) await found(device, group, `${asker.name} dankt`)
    await anna.tdlib.demote(group, admin.id)
  }
})

test('links run out, and are taken back', async () => {
  await anna.mtcute.promote(group, ben.id, ['inviteUsers'])
  await anna.mtcute.promote(group, cara.id, ['inviteUsers'])
  const guests = [[dora, emil], [emil, dora]]
  for (const [i, admin] of [ben, cara, anna.tdlib, anna.mtcute].entries()) {
    const [first, second] = guests[i % 2]
    const link = await admin.createLink(group, { limit: 1 })
    for (const one of [first, second]) {
      await one.leave(group)
      await goesFrom(one, group)
    }
    assert.equal(await first.join(link), group)
    await assert.rejects(second.join(link), /USERS_TOO_MUCH|INVITE_HASH_EXPIRED|maximum number of users|expired/i)
    const another = await anna.mtcute.createLink(group)
    assert.equal(await second.join(another), group)
    await anna.mtcute.invoke('messages.editExportedChatInvite', {
      peer: await anna.mtcute.inputPeer(group), link: another, revoked: true,
    })
    await second.leave(group)
    await goesFrom(second, group)
    await assert.rejects(second.join(another), /INVITE_HASH_EXPIRED|expired/i)
    await anna.tdlib.invite(group, [second.id])
    for (const one of [first, second]) await comesTo(one, group)
  }
  for (const one of [ben, cara]) await anna.mtcute.demote(group, one.id)
})

test('admins have ranks, and the restricted an hour when it ends', async () => {
  const all = ['banUsers', 'addAdmins', 'deleteMessages', 'changeInfo', 'pinMessages']
  await anna.mtcute.promote(group, dora.id, all, 'Meisterin')
  await dora.promote(group, ben.id, ['banUsers', 'deleteMessages'], 'Geselle')
  await anna.mtcute.promote(group, cara.id, ['banUsers', 'deleteMessages'], 'Wache')
  for (const device of [...anna.devices, ...members()]) {
    for (const [one, rank] of [[dora, 'Meisterin'], [ben, 'Geselle'], [cara, 'Wache']]) {
      await memberIs(device, group, one, { role: 'admin', ...(!isTdlib(device) && { rank }) }, 'admins')
    }
  }
  const until = Math.floor(Date.now() / 1000) + 3600
  for (const admin of [ben, cara, dora, anna.tdlib]) {
    await admin.restrict(group, emil.id, ['sendMessages'], { until })
    for (const device of [...anna.devices, ben, cara, dora]) {
      await memberIs(device, group, emil, { role: 'restricted' }, 'banned')
    }
    await eventually('emil knows until when', async () => {
      const { status } = (await emil.info(group)).raw.group
      return status._ === 'chatMemberStatusRestricted' && status.restricted_until_date === until
    })
    await assert.rejects(emil.send(group, 'darf ich nicht'), kRestricted)
    await (isTdlib(admin) ? admin.demote(group, emil.id) : admin.restrict(group, emil.id, []))
    await eventually('emil may again', async () =>
      (await emil.info(group)).raw.group.status._ === 'chatMemberStatusMember')
  }
  await emil.send(group, 'darf ich wieder')
  for (const one of [ben, cara, dora]) await told(one, 'darf ich wieder')
})

test('slow mode makes members wait, and not admins', async () => {
  await slowMode(dora, group, 300)
  await eventually('TDLib knows', async () =>
    (await emil.invoke('getSupergroupFullInfo', { supergroup_id: bareId(group) })).slow_mode_delay === 300)
  await anna.mtcute.demote(group, cara.id)
  await cara.send(group, 'langsam')
  await assert.rejects(cara.send(group, 'zu schnell'), /SLOWMODE_WAIT|SlowMode|wait of \d+ seconds/i)
  await emil.send(group, 'langsam auch hier')
  await assert.rejects(emil.send(group, 'zu schnell'), /SLOWMODE_WAIT|slow mode|Too Many Requests|retry after/i)
  for (const text of ['eins', 'zwei']) await ben.send(group, `Admin ${text}`)
  await told(cara, 'Admin zwei')
  await slowMode(anna.tdlib, group, 0)
  for (const one of [ben, dora]) await anna.mtcute.demote(group, one.id)
  await eventually('no more', () => cara.send(group, 'wieder schnell'), { everyMs: 200 })
  await told(ben, 'wieder schnell')
})

test('an anonymous admin speaks as the group, whatever he writes with', async () => {
  for (const one of members()) {
    await anna.mtcute.promote(group, one.id, ['deleteMessages', 'anonymous'])
    const text = `Wer war das? (${one.name})`
    await eventually(`${one.name} is anonymous`, async () =>
      (await one.participants(group, { filter: 'admins' })).some(({ id }) => id === one.id))
    const id = await post(one, group, text)
    for (const device of people.devices) {
      const seen = await found(device, group, text)
      assert.deepEqual([seen.id, seen.from, seen.out], [id, group, one.devices.includes(device)], device.name)
    }
    await anna.mtcute.demote(group, one.id)
  }
})

test('in a public group people speak as their channels', async () => {
  meeting = await anna.createSupergroup('Treffpunkt', '')
  await anna.setUsername(meeting, 'open_meeting')
  await anna.invite(meeting, members().map(({ id }) => id))
  for (const device of people.devices) await comesTo(device, meeting)
  for (const one of [ben, cara, dora, emil, anna.mtcute]) {
    const name = one === anna.mtcute ? 'anna' : one.name
    const channel = await one.createChannel(`Stimme von ${name}`, '')
    await one.setUsername(channel, `voice_of_${name}`)
    voices[name] = channel
    const text = `Hier spricht ${name}`
    await post(one, meeting, text, { as: channel })
    for (const device of people.devices) {
      const seen = await found(device, meeting, text)
      assert.deepEqual([seen.from, seen.text], [channel, text], device.name)
    }
  }
  const others = await anna.mtcute.createChannel('Privat', '')
  await assert.rejects(post(anna.mtcute, meeting, 'als niemand', { as: others }), /SEND_AS_PEER_INVALID/)
})

test('a message of a public group has a link, the same for all', async () => {
  const id = await anna.mtcute.send(meeting, 'Hier geht es lang')
  for (const device of people.devices) await found(device, meeting, 'Hier geht es lang')
  const expected = `/open_meeting/${id}`
  for (const device of [anna.mtcute, ben, dora]) {
    const { link } = await device.invoke('channels.exportMessageLink', { channel: await device.inputChannel(meeting), id })
    assert.ok(link.endsWith(expected), `${link} at ${device.name}`)
  }
  const { link, is_public } = await emil.invoke('getMessageLink', {
    chat_id: meeting, message_id: tdlibIdOf(id), media_timestamp: 0, for_album: false, in_message_thread: false,
  })
  assert.ok(is_public && link.endsWith(`open_meeting/${id}`), link)
})

test('a channel that speaks in a public group is banned there with all it has said', async () => {
  for (const one of [ben, cara, dora]) {
    const member_id = { _: 'messageSenderChat', chat_id: voices[one.name] }
    await anna.tdlib.invoke('banChatMember', { chat_id: meeting, member_id, banned_until_date: 0, revoke_messages: false })
    await deleteAllOf(anna.tdlib, meeting, voices[one.name])
    await assert.rejects(post(one, meeting, 'hallo?', { as: voices[one.name] }), /SEND_AS_PEER_INVALID/)
    const { members: banned } = await anna.tdlib.invoke('getSupergroupMembers', {
      supergroup_id: bareId(meeting), filter: { _: 'supergroupMembersFilterBanned', query: '' }, offset: 0, limit: 10,
    })
    assert.ok(banned.some((each) => each.member_id.chat_id === voices[one.name]), one.name)
    await gone(people.devices, meeting, `Hier spricht ${one.name}`)
    const status = { _: 'chatMemberStatusLeft' }
    await anna.tdlib.invoke('setChatMemberStatus', { chat_id: meeting, member_id, status })
    await post(one, meeting, `${one.name} ist wieder da`, { as: voices[one.name] })
    await found(emil, meeting, `${one.name} ist wieder da`)
  }
})

test('protected content stays in the group', async () => {
  const { id } = await found(ben, group, 'darf ich wieder')
  for (const by of [anna.tdlib, anna.mtcute]) {
    await protect(by, group, true)
    await eventually('at emil', async () => (await emil.info(group)).raw.chat.has_protected_content)
    for (const one of [ben, cara, dora]) {
      await assert.rejects(one.forward(group, [id], anna.id), /CHAT_FORWARDS_RESTRICTED|from a protected/i)
    }
    await protect(by, group, false)
    await eventually('at emil', async () => !(await emil.info(group)).raw.chat.has_protected_content)
  }
  for (const one of [ben, cara, dora]) {
    await one.forward(group, [id], anna.id)
    await anna.mtcute.until((e) => e.kind === 'message' && e.peer === one.id && e.forwarded)
  }
})

test('all of somebody\'s messages are deleted at once', async () => {
  for (const admin of [ben, cara, dora]) await anna.mtcute.promote(group, admin.id, ['deleteMessages', 'banUsers'])
  for (const admin of [ben, cara, dora, anna.tdlib]) {
    const text = `Unfug für ${admin.name}`
    for (let i = 0; i < 3; i += 1) await emil.send(group, `${text} ${i}`)
    for (const device of people.devices) await found(device, group, `${text} 2`)
    await eventually(`${admin.name} may`, () => deleteAllOf(admin, group, emil.id).then(() => true))
    for (let i = 0; i < 3; i += 1) await gone(people.devices, group, `${text} ${i}`)
  }
})

test('the admins find in the log what happened', async () => {
  const whole = await eventually('a log', () => adminLog(anna.mtcute, group))
  assert.ok(whole.length > 40, `${whole.length} entries`)
  const kinds = new Set(whole.map(({ what }) => what))
  for (const what of [
    'DeleteMessage', 'ToggleNoForwards', 'ToggleSlowMode', 'ParticipantToggleAdmin', 'ParticipantToggleBan',
    'ParticipantJoinByRequest', 'ParticipantJoinByInvite', 'ParticipantInvite', 'ParticipantLeave', 'ExportedInviteRevoke',
  ]) {
    assert.ok(kinds.has(what), `${what} is not among ${[...kinds]}`)
  }
  const entries = (log) => log.map(({ id, by }) => `${id} by ${by}`)
  for (const device of [ben, cara, dora]) {
    assert.deepEqual(entries(await adminLog(device, group)), entries(whole), device.name)
  }
  // TDLib makes two of an entry that tells of rights and of a rank.
  const ids = [...new Set((await adminLog(anna.tdlib, group)).map(({ id }) => id))]
  assert.deepEqual(ids, whole.map(({ id }) => id))
  await anna.mtcute.demote(group, cara.id)
  await assert.rejects(adminLog(cara, group), /CHAT_ADMIN_REQUIRED/)
})
