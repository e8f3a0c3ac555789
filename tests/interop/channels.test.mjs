// Supergroups and broadcast channels with people on TDLib, mtcute, GramJS and Telethon: made, joined, written in,
// edited, deleted, read, and caught up with after an absence by getChannelDifference. All end with the same state.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, gone, People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // mtcute
let dora // Telethon
let emil // TDLib
let group
let news

before(async () => {
  people = await People.gather({
    anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['mtcute:websocket'], dora: ['telethon'], emil: ['tdlib'],
  })
  ;({ anna, ben, cara, dora, emil } = people)
})
after(() => people.part())

const members = () => [ben, cara, dora, emil]
const others = (than) => people.all.filter((one) => one.id !== than.id)
const roleOf = async (device, peer, one, filter) =>
  (await device.participants(peer, { filter })).find(({ id }) => id === one.id)
const has = (device, peer, one, role, filter) => eventually(`${one.name} is ${role} at ${device.name}`, async () =>
  (await roleOf(device, peer, one, filter))?.role === role, { everyMs: 200 })
const dialog = async (device, peer) => (await device.dialogs()).find((each) => each.peer === peer)

test('TDLib makes a supergroup and adds people; every library finds it in its list', async () => {
  group = await anna.tdlib.createSupergroup('Werkstatt', 'about')
  await anna.tdlib.invite(group, members().map(({ id }) => id))
  for (const device of people.devices) {
    await eventually(`in the list of ${device.name}`, () => dialog(device, group))
    await eventually(`five at ${device.name}`, async () => {
      const { title, about, members: count } = await device.info(group)
      assert.deepEqual([title, about, count], ['Werkstatt', 'about', 5])
      return true
    })
    assert.equal((await roleOf(device, group, anna)).role, 'creator')
  }
})

test('everybody writes, and everybody else reads it live', async () => {
  for (const one of people.all) {
    const text = `Hier ist ${one.name}`
    const id = await one.send(group, text)
    for (const other of others(one).flatMap((each) => each.devices)) {
      const seen = await told(other, text)
      assert.deepEqual([seen.id, seen.from, seen.out, seen.peer], [id, one.id, false, group], other.name)
    }
  }
  await people.agree(group)
})

test('answers, edits and deletions reach all', async () => {
  for (const one of members()) {
    const writer = one === cara ? ben : cara
    const question = await writer.send(group, `Frage an ${one.name}`)
    await told(one, `Frage an ${one.name}`)
    const answer = await one.send(group, `Antwrt von ${one.name}`, { replyTo: question })
    await one.edit(group, answer, `Antwort von ${one.name}`)
    for (const other of others(one).flatMap((each) => each.devices)) {
      const seen = await told(other, `Antwort von ${one.name}`)
      assert.deepEqual([seen.id, seen.replyTo, seen.edited], [answer, question, true], other.name)
    }
    const wrong = await one.send(group, `weg damit, ${one.name}`)
    for (const device of anna.devices) await told(device, `weg damit, ${one.name}`)
    await (one === dora ? anna.tdlib : one).remove([wrong], group)
    await anna.mtcute.until((e) => e.kind === 'delete' && e.peer === group && e.ids.includes(wrong))
    await gone(people.devices, group, `weg damit, ${one.name}`)
  }
  await assert.rejects(ben.remove([(await found(ben, group, 'Hier ist cara')).id], group), /MESSAGE_DELETE_FORBIDDEN/)
  await assert.rejects(ben.edit(group, (await found(ben, group, 'Hier ist cara')).id, 'x'), /MESSAGE_AUTHOR_REQUIRED/)
  await people.agree(group)
})

test('unread counts and read marks', async () => {
  const id = await anna.tdlib.send(group, 'Bitte lesen')
  for (const one of members()) {
    await told(one, 'Bitte lesen')
    assert.ok((await dialog(one, group)).unread > 0, one.name)
    await one.read(group, id)
    await eventually(`read by ${one.name}`, async () => {
      const { unread, readInbox } = await dialog(one, group)
      return unread === 0 && readInbox === id
    })
  }
  for (const device of anna.devices) {
    await eventually(`two ticks at ${device.name}`, async () => (await dialog(device, group)).readOutbox >= id)
  }
})

test('typing and pins', async () => {
  for (const one of members()) {
    await one.typing(group)
    for (const other of others(one)) {
      await other.until((e) => e.kind === 'typing' && e.peer === group && e.from === one.id)
    }
  }
  await assert.rejects(ben.pin(group, (await found(ben, group, 'Hier ist ben')).id), /CHAT_ADMIN_REQUIRED/)
  await anna.tdlib.setPermissions(group, [])
  for (const one of people.all) {
    const { id } = await found(one, group, `Hier ist ${one.name}`)
    await one.pin(group, id)
    await anna.mtcute.until((e) => e.kind === 'pin' && e.peer === group && e.ids.includes(id) && e.pinned)
    for (const device of people.devices) {
      await eventually(`pinned at ${device.name}`, async () => (await device.info(group)).pinned === id, { everyMs: 200 })
    }
    await one.pin(group, id, { unpin: true })
  }
  for (const one of members()) {
    await one.until((e) => e.kind === 'message' && e.peer === group && e.service === 'pinMessage')
  }
})

test('who was away catches up by the difference of the channel', async () => {
  for (const one of members()) {
    const writer = one === ben ? cara : ben
    const before = await writer.send(group, `${one.name}, gehst du?`)
    await told(one, `${one.name}, gehst du?`)
    await one.offline()
    await writer.edit(group, before, `${one.name} ist weg`)
    await writer.remove([await writer.send(group, `nichts für ${one.name}`)], group)
    for (let i = 0; i < 20; i += 1) await writer.send(group, `für ${one.name}: ${i}`)
    await one.online()
    for (let i = 0; i < 20; i += 1) {
      await told(one, `für ${one.name}: ${i}`)
    }
    // Telethon 1.25 passes over what a difference has besides messages.
    if (one !== dora) await told(one, `${one.name} ist weg`)
    await gone(one.devices, group, `nichts für ${one.name}`)
  }
  await people.agree(group)
})

test('who was away for too long is told so, and has the newest', async () => {
  const away = [ben, cara, emil]
  for (const one of away) await one.offline()
  const kEvents = 1010 // a difference has 1000 at most
  for (let i = 0; i < kEvents; i += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, j) => anna.mtcute.send(group, `Welle ${i + j}`)))
  }
  const last = await anna.mtcute.send(group, 'die letzte Welle')
  for (const one of away) await one.online()
  for (const one of away) {
    assert.equal((await found(one, group, 'die letzte Welle')).id, last, one.name)
    assert.equal((await dialog(one, group)).top, last, one.name)
  }
  await people.agree(group)
  await dora.send(group, 'wieder da?')
  for (const one of away) await told(one, 'wieder da?')
})

test('the group has admins, restrictions and bans', async () => {
  await anna.tdlib.promote(group, ben.id, ['deleteMessages', 'banUsers', 'pinMessages', 'inviteUsers'])
  await anna.mtcute.promote(
    group, dora.id, ['deleteMessages', 'banUsers', 'pinMessages', 'inviteUsers', 'changeInfo', 'addAdmins'], 'Meisterin')
  for (const device of people.devices) {
    await has(device, group, ben, 'admin', 'admins')
    await has(device, group, dora, 'admin', 'admins')
  }
  assert.equal((await roleOf(cara, group, dora)).rank, 'Meisterin')
  assert.equal((await roleOf(ben, group, dora)).rank, 'Meisterin')
  await assert.rejects(ben.promote(group, cara.id, ['banUsers']), /RIGHT_FORBIDDEN|CHAT_ADMIN_REQUIRED/)
  await assert.rejects(cara.ban(group, ben.id), /CHAT_ADMIN_REQUIRED|USER_ADMIN_INVALID/)

  await ben.restrict(group, cara.id, ['sendMessages'])
  await assert.rejects(cara.send(group, 'darf ich nicht'), /USER_BANNED_IN_CHANNEL|CHAT_RESTRICTED|CHAT_WRITE_FORBIDDEN/)
  await has(anna.tdlib, group, cara, 'restricted', 'banned')
  await ben.restrict(group, cara.id, [])
  await cara.send(group, 'jetzt wieder')
  for (const one of [ben, dora, emil]) await told(one, 'jetzt wieder')

  await dora.ban(group, cara.id)
  await has(anna.mtcute, group, cara, 'banned', 'kicked')
  await assert.rejects(cara.history(group, 10), /CHANNEL_PRIVATE/)
  await ben.ban(group, emil.id)
  await eventually('emil is out', async () =>
    (await emil.info(group)).raw.group.status._ === 'chatMemberStatusBanned')
  await anna.tdlib.send(group, 'ohne Cara und Emil')
  for (const one of [ben, dora]) await told(one, 'ohne Cara und Emil')
  for (const one of [cara, emil]) assert.ok(!one.seen.some((e) => e.text === 'ohne Cara und Emil'), one.name)

  await dora.unban(group, cara.id)
  await anna.tdlib.unban(group, emil.id)
  await dora.invite(group, [cara.id])
  await ben.invite(group, [emil.id])
  await anna.tdlib.send(group, 'mit allen')
  for (const one of members()) await told(one, 'mit allen')
  await dora.rename(group, 'Atelier')
  for (const device of people.devices) {
    await eventually(`renamed at ${device.name}`, async () => (await device.info(group)).title === 'Atelier')
  }
})

test('each library makes a channel with a name; the others find it, join, and are told what is posted', async () => {
  for (const [i, one] of [cara, ben, dora, emil].entries()) {
    const peer = await one.createChannel(`Neues von ${one.name}`, 'täglich')
    await one.setUsername(peer, `daily_news_${one.name}`)
    for (const other of others(one)) assert.equal(await other.join(`daily_news_${one.name}`), peer)
    const id = await one.send(peer, `Meldung von ${one.name}`)
    for (const other of others(one)) {
      // TDLib may learn of a channel that it has just joined as of a chat with a last message.
      const text = `Meldung von ${one.name}`
      const seen = other.devices[0] === other.tdlib ? await found(other, peer, text) : await told(other, text)
      assert.deepEqual([seen.id, seen.peer, seen.from], [id, peer, peer], other.name)
      await assert.rejects(other.send(peer, 'ich auch'), /CHAT_WRITE_FORBIDDEN|Need administrator rights/)
    }
    assert.equal((await one.info(peer)).members, 5)
    if (i === 0) news = peer
  }
})

test('subscribers who were away catch up with the channel', async () => {
  for (const one of [ben, dora, emil, anna.mtcute]) {
    await one.offline()
    for (let i = 0; i < 5; i += 1) await cara.send(news, `Meldung ${i} für ${one.name}`)
    await one.online()
    await told(one, `Meldung 4 für ${one.name}`)
  }
  await people.agree(news)
})

test('forwarding, leaving, coming back', async () => {
  const text = 'Meldung von cara'
  const { id } = await found(ben, news, text)
  for (const [from, to] of [[ben, dora], [dora, emil], [emil, ben]]) {
    await from.forward(news, [id], to.id)
    const forwarded = await to.until((e) => e.kind === 'message' && e.peer === from.id && e.text === text)
    assert.equal(forwarded.forwarded, true)
  }
  for (const one of [ben, dora, emil]) await one.leave(news)
  await cara.send(news, 'ohne euch')
  await told(anna.tdlib, 'ohne euch')
  for (const one of [ben, dora, emil]) assert.ok(!one.seen.some((e) => e.text === 'ohne euch'), one.name)
  for (const one of [ben, dora, emil]) assert.equal(await one.join('daily_news_cara'), news)
  await cara.send(news, 'wieder alle')
  for (const one of [ben, dora]) await told(one, 'wieder alle')
  await people.agree(news)
})
