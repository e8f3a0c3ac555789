// What happens at a time: messages that TDLib and mtcute schedule and all others read when they come, and messages that
// delete themselves at everybody's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, gone, People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, anna, ben, cara, peer
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon', 'mtcute'] })
  ;({ anna, ben, cara } = people)
  peer = await anna.tdlib.createSupergroup('Zeit')
  await anna.tdlib.invite(peer, [ben.id, cara.id])
  for (const device of people.devices) await eventually(`group at ${device.name}`, async () => (await device.info(peer)).title)
})
after(() => people.part())

const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds
let random = BigInt(Date.now())
const schedule = async (device, to, message, scheduleDate) => device.invoke('messages.sendMessage', {
  peer: await device.inputPeer(to), message, randomId: (random += 1n), scheduleDate,
})
const scheduleByTdlib = (device, chat_id, text, send_date) => device.invoke('sendMessage', {
  chat_id,
  options: { _: 'messageSendOptions', scheduling_state: { _: 'messageSchedulingStateSendAtDate', send_date } },
  input_message_content: { _: 'inputMessageText', text: { _: 'formattedText', text } },
})
const listOf = async (device, chat_id) =>
  (await device.invoke('getChatScheduledMessages', { chat_id })).messages.map((m) => m.content.text.text)
const rawListOf = async (device, to) => (await device.invoke('messages.getScheduledHistory', {
  peer: await device.inputPeer(to), hash: 0n })).messages

test('what one device schedules, the others of the same person list, and everybody reads when it is sent', async () => {
  const at = inSeconds(13)
  await schedule(anna.mtcute, ben.id, 'Von mtcute, später', at)
  await scheduleByTdlib(anna.tdlib, peer, 'Von TDLib, später', at)
  await schedule(cara.mtcute, peer, 'Von Cara, später', at)
  await anna.mtcute.until((e) => e.kind === 'raw' && e._ === 'updateNewScheduledMessage')
  await eventually('TDLib lists it', async () => (await listOf(anna.tdlib, ben.id)).includes('Von mtcute, später'))
  await eventually('mtcute lists it', async () =>
    (await rawListOf(anna.mtcute, peer)).some((m) => m.message === 'Von TDLib, später'))
  assert.deepEqual(await rawListOf(ben, peer), [])
  assert.deepEqual((await rawListOf(cara.mtcute, peer)).map((m) => m.message), ['Von Cara, später'])

  await told(ben, 'Von mtcute, später')
  for (const text of ['Von TDLib, später', 'Von Cara, später']) {
    for (const device of people.devices) await found(device, peer, text)
  }
  const received = await found(ben, anna.id, 'Von mtcute, später')
  assert.ok(received.raw.date >= at && received.raw.date < at + 5, `${received.raw.date} and not ${at}`)
  assert.ok(received.raw.fromScheduled)
  await eventually('the lists are empty', async () =>
    (await listOf(anna.tdlib, ben.id)).length === 0 && (await rawListOf(anna.mtcute, peer)).length === 0)
})

test('what waits can be changed, sent at once and deleted', async () => {
  await scheduleByTdlib(anna.tdlib, peer, 'Entwurf', inSeconds(3600))
  await scheduleByTdlib(anna.tdlib, peer, 'Nie', inSeconds(7200))
  const list = await eventually('both are there', async () => {
    const all = await rawListOf(anna.mtcute, peer)
    return all.length === 2 && all
  })
  assert.deepEqual(list.map((m) => m.message), ['Nie', 'Entwurf'])
  const inputPeer = await anna.mtcute.inputPeer(peer)
  await anna.mtcute.invoke('messages.editMessage', {
    peer: inputPeer, id: list[1].id, message: 'Reinschrift', scheduleDate: inSeconds(1800),
  })
  await eventually('TDLib sees the change', async () => (await listOf(anna.tdlib, peer)).includes('Reinschrift'))
  await anna.mtcute.invoke('messages.sendScheduledMessages', { peer: inputPeer, id: [list[1].id] })
  for (const device of people.devices) await found(device, peer, 'Reinschrift')
  const [never] = (await anna.tdlib.invoke('getChatScheduledMessages', { chat_id: peer })).messages
  await anna.tdlib.invoke('deleteMessages', { chat_id: peer, message_ids: [never.id], revoke: true })
  await eventually('nothing is left', async () => (await rawListOf(anna.mtcute, peer)).length === 0)
})

test('messages delete themselves for all, in a private chat and a supergroup', async () => {
  const setTtl = async (device, to, period) =>
    device.invoke('messages.setHistoryTTL', { peer: await device.inputPeer(to), period })
  await setTtl(anna.mtcute, peer, 6)
  await setTtl(anna.mtcute, ben.id, 6)
  await eventually('TDLib knows', async () => {
    const chats = await Promise.all([peer, ben.id].map((chat_id) => anna.tdlib.invoke('getChat', { chat_id })))
    return chats.every((chat) => chat.message_auto_delete_time === 6)
  })
  await ben.send(peer, 'Vergänglich in der Gruppe')
  await ben.send(anna.id, 'Vergänglich zu zweit')
  for (const device of [...anna.devices, ...cara.devices]) await told(device, 'Vergänglich in der Gruppe')
  await gone(people.devices, peer, 'Vergänglich in der Gruppe')
  await gone(anna.devices, ben.id, 'Vergänglich zu zweit')
  await gone(ben.devices, anna.id, 'Vergänglich zu zweit')
  await ben.until((e) => e.kind === 'delete' && e.peer === peer)
  await found(cara.telethon, peer, 'Reinschrift') // what was said before stays
})
