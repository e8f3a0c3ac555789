// Photos and documents: each library sends them, all others fetch them byte for byte, also after a restart.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { fetchFile, fetchThumbnail, png, sendFile } from './lib/files.mjs'
import { randomId } from './lib/clients/tl_actor.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, anna, ben, cara, peer
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'] })
  ;({ anna, ben, cara } = people)
  peer = await anna.mtcute.createSupergroup('Bilder')
  await anna.mtcute.invite(peer, [ben.id, cara.id])
  for (const device of people.devices) await eventually(`group at ${device.name}`, async () => (await device.info(peer)).title)
})
after(() => people.part())

const captioned = (device, text) => eventually(`"${text}" at ${device.name}`, async () => {
  const found = (await device.history(peer, 20)).find((m) => (m.raw.content?.caption?.text ?? m.text) === text)
  return found?.id
}, { everyMs: 300 })

test('a document of each library is read by all, byte for byte', async () => {
  for (const device of people.devices) {
    const bytes = randomBytes(700_001)
    const text = `document of ${device.name}`
    await sendFile(device, peer, { kind: 'document', bytes, name: 'zahlen.bin', caption: text })
    for (const other of people.devices) {
      const got = await fetchFile(other, peer, await captioned(other, text))
      assert.equal(Buffer.compare(got, bytes), 0, `${text} at ${other.name}`)
    }
  }
})

test('a photo of each library is seen by all in the same sizes', async () => {
  let seed = 0
  for (const device of people.devices) {
    const text = `photo of ${device.name}`
    await sendFile(device, peer, { kind: 'photo', bytes: png(640, 480, (seed += 1)), name: 'bild.png', caption: text })
    const seen = []
    for (const other of people.devices.filter((each) => each !== device)) { // who sent it shows the file it has
      const id = await captioned(other, text)
      const photo = await fetchFile(other, peer, id)
      assert.equal(photo.subarray(0, 2).toString('hex'), 'ffd8', `${text} at ${other.name} is a JPEG`)
      assert.ok((await fetchThumbnail(other, peer, id)).length > 0)
      seen.push(photo.toString('base64'))
    }
    assert.equal(new Set(seen).size, 1, text)
  }
})

test('files are there after a restart', async () => {
  const bytes = randomBytes(300_000)
  await sendFile(anna.mtcute, peer, { kind: 'document', bytes, name: 'bleibt.bin', caption: 'bleibt' })
  await people.server.kill('SIGKILL')
  await people.server.launch()
  for (const other of people.devices) {
    const id = await captioned(other, 'bleibt')
    assert.equal(Buffer.compare(await fetchFile(other, peer, id), bytes), 0, other.name)
  }
})

test('albums are one, filters count what is there, and a photo of oneself is shown', async () => {
  const group = await anna.mtcute.createGroup('Album', [ben.id])
  const { client } = anna.mtcute.device
  await client.sendMediaGroup(group, [1, 2, 3].map((seed) => ({ type: 'photo', file: png(300, 200, 40 + seed), fileName: 'a.png' })))
  const album = await eventually('the album', async () => {
    const all = (await ben.history(group, 10)).filter((m) => m.raw.groupedId)
    return all.length === 3 && all
  })
  assert.equal(new Set(album.map((m) => String(m.raw.groupedId))).size, 1)
  const [photos, documents] = await ben.invoke('messages.getSearchCounters', {
    peer: await ben.inputPeer(group), filters: [{ _: 'inputMessagesFilterPhotos' }, { _: 'inputMessagesFilterDocument' }],
  })
  assert.equal(photos.count, 3)
  assert.equal(documents.count, 0)

  await client.setMyProfilePhoto({ type: 'photo', media: png(400, 400, 99) })
  const [seen] = await ben.invoke('users.getUsers', { id: [await ben.inputUser(anna.id)] })
  assert.equal(seen.photo._, 'userProfilePhoto')
})

test('contacts, places and dice of each library are the same for all', async () => {
  const where = { lat: 52.52, long: 13.405 }
  const point = { _: 'inputGeoPoint', ...where }
  const location = { _: 'location', latitude: where.lat, longitude: where.long, horizontal_accuracy: 0 }
  const kinds = {
    Contact: {
      tl: { _: 'inputMediaContact', phoneNumber: '4930123', firstName: 'Dora', lastName: 'Weit', vcard: '' },
      tdlib: { _: 'inputMessageContact', contact: { _: 'contact', phone_number: '4930123', first_name: 'Dora', last_name: 'Weit', vcard: '', user_id: 0 } },
      seen: (m) => (m.content ? m.content.contact?.first_name : m.media?.firstName),
      value: () => 'Dora',
    },
    Geo: {
      tl: { _: 'inputMediaGeoPoint', geoPoint: point },
      tdlib: { _: 'inputMessageLocation', location, live_period: 0, heading: 0, proximity_alert_radius: 0 },
      seen: (m) => (m.content ? m.content.location?.latitude : m.media?.geo?.lat)?.toFixed(4),
      value: () => where.lat.toFixed(4),
    },
    Venue: {
      tl: { _: 'inputMediaVenue', geoPoint: point, title: 'Turm', address: 'Platz 1', provider: '', venueId: '', venueType: '' },
      tdlib: { _: 'inputMessageVenue', venue: { _: 'venue', location, title: 'Turm', address: 'Platz 1', provider: '', id: '', type: '' } },
      seen: (m) => (m.content ? m.content.venue?.title : m.media?.title),
      value: () => 'Turm',
    },
    Dice: {
      tl: { _: 'inputMediaDice', emoticon: '🎲' },
      tdlib: { _: 'inputMessageDice', emoji: '🎲', clear_draft: false },
      seen: (m) => (m.content ? m.content.value : m.media?.value),
    },
  }
  const newest = async (device, after) => (await device.history(peer, 3)).find((m) => m.id > after)
  for (const [kind, { tl, tdlib, seen, value }] of Object.entries(kinds)) {
    for (const device of people.devices) {
      const [{ id: last }] = await anna.mtcute.history(peer, 1)
      if (device.library === 'tdlib') {
        await device.invoke('sendMessage', { chat_id: peer, input_message_content: tdlib })
      } else {
        await device.invoke('messages.sendMedia', { peer: await device.inputPeer(peer), media: tl, message: '', randomId: randomId() })
      }
      const values = []
      for (const other of people.devices) {
        const what = `${kind} of ${device.name} at ${other.name}`
        const message = await eventually(what, () => newest(other, last), { everyMs: 200 })
        const shown = await eventually(what, async () => seen((await newest(other, last)).raw), { everyMs: 200 })
        assert.ok(message.id > last)
        values.push(shown)
      }
      assert.equal(new Set(values).size, 1, `${kind} of ${device.name}: ${values}`)
      if (value) assert.equal(values[0], value())
      else assert.ok(values[0] >= 1 && values[0] <= 6)
    }
  }
})
