// What happens at a time: messages that TDLib, mtcute, GramJS, teleproto and Telethon schedule and all others read when
// they come, and messages that delete themselves at everybody's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isTdlib, post, scheduled, setTtl } from './lib/features.mjs'
import { found, gone, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // two devices: Telethon and mtcute
let dora // teleproto
let peer
before(async () => {
  people = await People.gather({
    anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon', 'mtcute'], dora: ['teleproto'],
  })
  ;({ anna, ben, cara, dora } = people)
  peer = await anna.tdlib.createSupergroup('Zeit')
  await anna.tdlib.invite(peer, [ben.id, cara.id, dora.id])
  for (const device of people.devices) await eventually(`group at ${device.name}`, async () => (await device.info(peer)).title)
})
after(() => people.part())

const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds
const textsOf = (list) => list.map(({ text }) => text)
const lists = (device, where, expected) => eventually(`the list at ${device.name}`, async () => {
  assert.deepEqual(textsOf(await scheduled(device, where)).sort(), [...expected].sort())
  return true
}, { everyMs: 200 })
const authors = () => [anna.tdlib, anna.mtcute, ben, cara.telethon, cara.mtcute, dora]
const personOf = (device) => people.all.find((one) => one === device || one.devices.includes(device))
let at // when what the first test schedules is to be sent; the others pass the time

test('what one device schedules, the others of the same person list, and nobody else', async () => {
  at = inSeconds(40)
  for (const device of authors()) await post(device, peer, `Von ${device.name}, später`, { at })
  await post(anna.mtcute, ben.id, 'Zu zweit, später', { at })
  await anna.mtcute.until((e) => e.kind === 'raw' && e._ === 'updateNewScheduledMessage')
  for (const device of people.devices) {
    const theirs = authors().filter((author) => personOf(author) === personOf(device))
    await lists(device, peer, theirs.map(({ name }) => `Von ${name}, später`))
  }
  await lists(anna.tdlib, ben.id, ['Zu zweit, später'])
  await lists(ben, anna.id, [])
})

test('what waits can be changed, sent at once and deleted', async () => {
  const rooms = { anna: anna.mtcute, cara: cara.mtcute, ben, dora }
  for (const [name, device] of Object.entries(rooms)) {
    const person = people[name]
    const own = await device.createSupergroup(`Zimmer von ${name}`)
    await eventually(`the room at ${person.devices[0].name}`, async () => (await person.devices[0].info(own)).title)
    await post(person.devices[0], own, 'Entwurf', { at: inSeconds(3600) })
    await post(person.devices[0], own, 'Nie', { at: inSeconds(7200) })
    for (const each of person.devices) await lists(each, own, ['Entwurf', 'Nie'])
    const [never, draft] = await scheduled(device, own)
    assert.deepEqual([never.text, draft.text], ['Nie', 'Entwurf'])
    const inputPeer = await device.inputPeer(own)
    await device.invoke('messages.editMessage', {
      peer: inputPeer, id: draft.id, message: 'Reinschrift', scheduleDate: inSeconds(1800),
    })
    for (const each of person.devices) await lists(each, own, ['Reinschrift', 'Nie'])
    await device.invoke('messages.sendScheduledMessages', { peer: inputPeer, id: [draft.id] })
    for (const each of person.devices) await found(each, own, 'Reinschrift')
    const deleting = person.devices[0]
    const [last] = await scheduled(deleting, own)
    if (isTdlib(deleting)) await deleting.invoke('deleteMessages', { chat_id: own, message_ids: [last.id], revoke: true })
    else await deleting.invoke('messages.deleteScheduledMessages', { peer: await deleting.inputPeer(own), id: [last.id] })
    for (const each of person.devices) await lists(each, own, [])
  }
})

test('messages delete themselves for all, whoever has set it, in a private chat and a supergroup', async () => {
  const kSeconds = 8
  for (const [i, [one, other]] of [[anna.tdlib, ben], [ben, cara], [cara, dora], [dora, anna]].entries()) {
    const group = await one.createSupergroup(`Flüchtig ${i}`)
    const owner = personOf(one)
    const here = people.all.filter((each) => each !== owner)
    await one.invite(group, here.map(({ id }) => id))
    for (const each of people.devices) await eventually(`group at ${each.name}`, async () => (await each.info(group)).title)
    const stays = await one.send(group, 'Bleibt')
    for (const to of [group, other.id]) await setTtl(one, to, kSeconds)
    await eventually('TDLib knows', async () =>
      (await anna.tdlib.invoke('getChat', { chat_id: group })).message_auto_delete_time === kSeconds)
    const text = `Vergänglich ${i}`
    const id = await one.send(group, text)
    await one.send(other.id, text)
    await gone(people.devices, group, text)
    await gone(owner.devices, other.id, text)
    await gone(other.devices, owner.id, text)
    for (const each of people.devices) assert.equal((await found(each, group, 'Bleibt')).id, stays)
    for (const each of [ben, dora, anna.mtcute]) {
      if (personOf(each) !== owner) await each.until((e) => e.kind === 'delete' && e.peer === group && e.ids.includes(id))
    }
  }
})

test('and when its time has come, everybody reads it', async () => {
  const texts = authors().map(({ name }) => `Von ${name}, später`)
  const wait = (at + 5) * 1000 - Date.now()
  for (const text of texts) {
    await eventually(`"${text}" is sent`, async () => (await ben.history(peer, 50)).some((m) => m.text === text),
      { everyMs: 300, timeoutMs: Math.max(wait, 0) + 15_000 })
    for (const device of people.devices) await found(device, peer, text)
  }
  for (const text of [...texts.slice(2), 'Zu zweit, später']) {
    const received = await found(text.startsWith('Zu') ? ben : anna.mtcute, text.startsWith('Zu') ? anna.id : peer, text)
    assert.ok(received.raw.date >= at, `${text}: ${received.raw.date} and not ${at}`)
  }
  const { raw } = await found(ben, anna.id, 'Zu zweit, später')
  assert.ok(raw.fromScheduled)
  for (const device of people.devices) await lists(device, peer, [])
})

test('a mute runs out by itself, whichever device has set it', async () => {
  const { tdlib, mtcute } = anna
  const where = async () => ({ _: 'inputNotifyPeer', peer: await mtcute.inputPeer(peer) })
  const settings = async () => (await tdlib.invoke('getChat', { chat_id: peer })).notification_settings
  const muteByMtcute = async (muteUntil) => mtcute.invoke('account.updateNotifySettings', {
    peer: await where(), settings: { _: 'inputPeerNotifySettings', muteUntil },
  })
  await muteByMtcute(inSeconds(3600))
  await eventually('TDLib holds its tongue', async () => (await settings()).mute_for > 0)
  await muteByMtcute(inSeconds(2))
  await eventually('TDLib speaks again', async () => (await settings()).mute_for === 0)
  assert.equal((await settings()).use_default_mute_for, false)

  const mutedUntil = async () => (await mtcute.invoke('account.getNotifySettings', { peer: await where() })).muteUntil
  const muteByTdlib = async (mute_for) => tdlib.invoke('setChatNotificationSettings', {
    chat_id: peer, notification_settings: { ...(await settings()), use_default_mute_for: false, mute_for },
  })
  await muteByTdlib(3600)
  await eventually('mtcute holds its tongue', async () => (await mutedUntil()) > inSeconds(60))
  await muteByTdlib(2)
  await eventually('mtcute speaks again', async () => (await mutedUntil()) < inSeconds(0))
})
