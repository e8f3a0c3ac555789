// What is passed on, and what comes of it, with people on TDLib, mtcute, GramJS, teleproto and Telethon: forwards that
// name their author or do not, quiet messages, several pins, and who has read what in a small group.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { forwardCopy, hideInForwards, isTdlib, originOf, post, readersOf, search, unpinAll } from './lib/features.mjs'
import { found, People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people
let anna // two devices: TDLib and mtcute
let ben // GramJS
let cara // Telethon
let dora // teleproto
let emil // TDLib
let group
let news

before(async () => {
  people = await People.gather({
    anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'], dora: ['teleproto'], emil: ['tdlib'],
  })
  ;({ anna, ben, cara, dora, emil } = people)
  group = await anna.tdlib.createSupergroup('Umlauf', '')
  news = await anna.mtcute.createChannel('Blatt', '')
  for (const peer of [group, news]) {
    await anna.mtcute.invite(peer, members().map(({ id }) => id))
    for (const device of people.devices) {
      await eventually(`the chat at ${device.name}`, async () => (await device.dialogs()).some((d) => d.peer === peer))
    }
  }
  await anna.tdlib.setPermissions(group, [])
})
after(() => people.part())

const members = () => [ben, cara, dora, emil]
const next = (one) => members()[(members().indexOf(one) + 1) % 4]
const capital = (name) => name[0].toUpperCase() + name.slice(1)

test('a forward names who wrote it, or only his name, or nobody', async () => {
  for (const author of members()) {
    const [forwarder, reader] = [next(author), next(next(author))]
    const text = `Gedicht von ${author.name}`
    const id = await author.send(group, text)
    await found(forwarder, group, text)
    const arrives = async (expected, how) => {
      const known = new Set((await reader.history(forwarder.id, 50)).map((m) => m.id))
      await how()
      const seen = await eventually(`the forward at ${reader.name}`, async () =>
        (await reader.history(forwarder.id, 50)).find((m) => m.text === text && !known.has(m.id)))
      assert.deepEqual(originOf(seen), expected, `${author.name} by ${forwarder.name} at ${reader.name}`)
      const own = (await forwarder.history(reader.id, 50)).find((m) => m.text === text)
      assert.deepEqual(originOf(own), expected)
    }
    await arrives({ user: author.id }, () => forwarder.forward(group, [id], reader.id))
    await arrives(undefined, () => forwardCopy(forwarder, group, [id], reader.id))
    await hideInForwards(author, true)
    await arrives({ name: capital(author.name) }, () => forwarder.forward(group, [id], reader.id))
    await hideInForwards(author, false)
  }
})

test('a post is forwarded with the channel and its number, and counted', async () => {
  const id = await anna.mtcute.send(news, 'Schlagzeile')
  for (const one of members()) {
    await found(one, news, 'Schlagzeile')
    await one.forward(news, [id], next(one).id)
  }
  for (const one of members()) {
    const seen = await eventually(`the post at ${next(one).name}`, async () =>
      (await next(one).history(one.id, 10)).find((m) => m.text === 'Schlagzeile'))
    assert.deepEqual(originOf(seen), { channel: news, post: id }, next(one).name)
  }
  await eventually('the forwards are counted', async () =>
    (await found(ben, news, 'Schlagzeile')).raw.forwards === 4)
})

test('a quiet message says that it is', async () => {
  for (const one of [anna.mtcute, ...members()]) {
    const text = `Leise, ${one.name}`
    await post(one, group, text, { silent: true })
    for (const device of people.devices) {
      const seen = await found(device, group, text)
      if (!isTdlib(device)) assert.equal(seen.raw.silent, true, device.name) // TDLib tells it by its notifications
    }
  }
})

test('several messages are pinned at once, and all unpinned', async () => {
  for (const one of [ben, cara, dora, emil, anna.tdlib, anna.mtcute]) {
    const ids = []
    for (const word of ['Eins', 'Zwei', 'Drei']) {
      ids.unshift(await one.send(group, `${word} von ${one.name}`))
      await one.pin(group, ids[0], { silent: true })
    }
    // TDLib answers from what it has stored, which may be older than what it was told meanwhile.
    const asking = people.devices.filter((device) => !isTdlib(device))
    const pinned = (expected) => Promise.all(asking.map((device) => eventually(`pins at ${device.name}`, async () => {
      assert.deepEqual((await search(device, group, '', { filter: 'Pinned' })).map((m) => m.id), expected)
      return true
    }, { everyMs: 200 })))
    await pinned(ids)
    for (const device of [anna.mtcute, ben, dora]) {
      const seen = await found(device, group, `Drei von ${one.name}`)
      assert.equal(seen.pinned, true, device.name)
    }
    await unpinAll(one, group)
    await pinned([])
  }
})

test('an author sees who has read', async () => {
  for (const author of [anna.mtcute, ...members()]) {
    const text = `Bitte alle lesen (${author.name})`
    const id = await author.send(group, text)
    const readers = people.all.filter((one) => one.id !== author.id)
    for (const one of readers) {
      await told(one, text)
      await one.read(group, id)
    }
    await eventually(`the readers at ${author.name}`, async () => {
      assert.deepEqual((await readersOf(author, group, id)).sort(), readers.map((one) => one.id).sort())
      return true
    }, { everyMs: 200 })
  }
})
