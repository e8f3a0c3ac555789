// Every kind of media, sent by each of four libraries and fetched by the three others: byte for byte, with what is said
// of it and its pictures; also after a crash of the server, and when the references have expired.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { seeMedia, sendAlbum, sendKind } from './lib/kind_ways.mjs'
import { hasPicture, kWaveform, packed, Samples } from './lib/kinds.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, anna, ben, cara, peer, samples
before(async () => {
  samples = Samples.make()
  // Another length of their periods is what ends references below.
  const settings = path.join(samples.directory, 'settings.toml')
  writeFileSync(settings, '[files]\nreference_hours = 24\n')
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'], cara: ['telethon'] },
    { args: ['--no-flood-limits', '--config', settings] })
  ;({ anna, ben, cara } = people)
  peer = await anna.mtcute.createSupergroup('Alles')
  await anna.mtcute.invite(peer, [ben.id, cara.id])
  await anna.mtcute.send(peer, 'Willkommen') // by which all devices learn of the group
  for (const device of people.devices) await found(device, peer, 'Willkommen')
})
after(async () => {
  await people.part()
  samples.remove()
})

const sent = [] // { sample, from, id }
const others = (device) => people.devices.filter((each) => each !== device)
const sample = (kind) => samples.kinds.find((each) => each.kind === kind)

async function checkPictures(seen, what) {
  for (const { type, width, height } of seen.sizes) {
    assert.deepEqual(samples.sides(await seen.fetch(type)), [width, height], `${what}, size ${type}`)
  }
}

for (const library of ['tdlib', 'mtcute', 'gramjs', 'telethon']) {
  test(`what ${library} sends is what the others get`, async () => {
    const from = people.devices.find((device) => device.library === library)
    for (const one of samples.kinds) {
      const id = await sendKind(from, peer, one)
      sent.push({ sample: one, from, id })
      const photos = new Set()
      const waveforms = new Set()
      for (const device of others(from)) {
        const what = `${one.file} of ${library} at ${device.name}`
        const seen = await seeMedia(device, peer, id)
        const { waveform, duration, ...facts } = seen.facts
        const { duration: lasts, ...expected } = one.facts
        assert.deepEqual(facts, expected, what)
        // Part of a second more or less: some round up, and codecs have frames of their own length.
        if (lasts) assert.ok(Math.abs(duration - lasts) <= 1, `${what} lasts ${duration} s`)
        const bytes = await seen.fetch()
        if (one.kind === 'photo') photos.add(bytes.toString('base64'))
        else assert.equal(Buffer.compare(bytes, one.bytes), 0, what)
        if (one.kind === 'voice') waveforms.add(waveform)
        if (hasPicture(one)) assert.ok(seen.sizes.length > 0, `${what} has a picture`)
        await checkPictures(seen, what)
      }
      if (one.kind === 'photo') assert.equal(photos.size, 1, `photo of ${library}`)
      if (one.kind === 'voice') checkWaveform(library, waveforms)
    }
  })
}

// Two libraries give one, for the others the server looks.
function checkWaveform(library, [waveform, ...more]) {
  assert.deepEqual(more, [])
  if (['tdlib', 'mtcute'].includes(library)) return assert.equal(waveform, packed(kWaveform).toString('hex'))
  assert.match(waveform, /^(?=.*[1-9a-f])[0-9a-f]{126}$/)
}

test('a GIF of each library becomes a film that the others play', async () => {
  const gif = samples.gif()
  for (const from of people.devices) {
    const id = await sendKind(from, peer, gif)
    const got = new Set()
    for (const device of others(from)) {
      const what = `${from.name}'s GIF at ${device.name}`
      const seen = await seeMedia(device, peer, id)
      const { kind, mime, width, height } = seen.facts
      assert.deepEqual({ kind, mime, width, height }, { kind: 'gif', mime: 'video/mp4', width: gif.width, height: gif.height }, what)
      const film = await seen.fetch()
      assert.equal(film.length, seen.facts.size, what)
      assert.equal(film.toString('latin1', 4, 8), 'ftyp', what)
      got.add(film.toString('base64'))
      await checkPictures(seen, what)
    }
    assert.equal(got.size, 1, from.name)
  }
})

test('a profile photo that moves is seen to', async () => {
  const round = sample('round')
  const photoOf = async (user, device) => {
    const { fullUser } = await device.invoke('users.getFullUser', { id: await device.inputUser(user) })
    return fullUser.profilePhoto?.videoSizes && fullUser.profilePhoto
  }
  const fetched = async (device, photo) => {
    const { bytes } = await device.invoke('upload.getFile', {
      location: {
        _: 'inputPhotoFileLocation', id: photo.id, accessHash: photo.accessHash, fileReference: photo.fileReference,
        thumbSize: photo.videoSizes[0].type,
      },
      offset: 0, limit: 1 << 20,
    })
    return bytes
  }
  await anna.tdlib.invoke('setProfilePhoto', {
    photo: { _: 'inputChatPhotoAnimation', animation: { _: 'inputFileLocal', path: round.path }, main_frame_timestamp: 0 },
  })
  for (const device of [ben, cara]) {
    const photo = await eventually('the film of TDLib', () => photoOf(anna.id, device))
    assert.equal(Buffer.compare(await fetched(device, photo), round.bytes), 0, device.name)
  }
  await anna.mtcute.device.client.setMyProfilePhoto({ type: 'video', media: round.bytes })
  const mine = await eventually('the film of mtcute', async () => {
    const { photos } = await anna.tdlib.invoke('getUserProfilePhotos', { user_id: anna.id, offset: 0, limit: 10 })
    return photos.length === 2 && photos.every((photo) => photo.animation) && photos[0]
  })
  assert.equal(mine.animation.length, round.width)
})

test('an album of each library is one for the others', async () => {
  const members = [sample('photo'), sample('video'), sample('photo')]
  for (const from of people.devices) {
    const ids = await sendAlbum(from, peer, members)
    for (const device of others(from)) {
      const seen = await Promise.all(ids.map((id) => seeMedia(device, peer, id)))
      assert.deepEqual(seen.map(({ facts }) => facts.kind), ['photo', 'video', 'photo'], `${from.name} to ${device.name}`)
      assert.equal(new Set(seen.map(({ album }) => album)).size, 1)
      assert.ok(Number(seen[0].album) !== 0)
      assert.equal(Buffer.compare(await seen[1].fetch(), members[1].bytes), 0)
    }
  }
})

test('who sends a voice note or a round video learns that it was listened to', async () => {
  for (const kind of ['voice', 'round']) {
    const fromTdlib = await sendKind(anna.tdlib, ben.id, sample(kind))
    assert.equal((await seeMedia(anna.tdlib, ben.id, fromTdlib)).listened ?? false, false)
    const heard = await eventually('it has come', async () => {
      const [last] = await ben.history(anna.id, 1)
      return last?.raw.media && last
    })
    assert.ok(heard.raw.mediaUnread)
    await ben.invoke('messages.readMessageContents', { id: [heard.id] })
    const seen = kind === 'voice' ? 'is_listened' : 'is_viewed'
    await eventually('the sender knows', async () => {
      const { content } = await anna.tdlib.invoke('getMessage', { chat_id: ben.id, message_id: fromTdlib * (1 << 20) })
      return content[seen]
    })
  }
})

// What is sent by others than the device, one message of each kind.
const ofEachKind = (device) => samples.kinds.map((one) => sent.find((each) => each.sample === one && each.from !== device))

test('all of it is there after a crash', async () => {
  await people.server.kill('SIGKILL')
  await people.server.launch()
  for (const device of people.devices) {
    for (const { sample: one, id } of ofEachKind(device)) {
      const bytes = await (await seeMedia(device, peer, id)).fetch()
      if (one.kind === 'photo') assert.deepEqual(samples.sides(bytes), [one.width, one.height])
      else assert.equal(Buffer.compare(bytes, one.bytes), 0, `${one.file} at ${device.name}`)
    }
  }
})

test('a reference that has expired is got anew from its message', async () => {
  const before = new Map()
  for (const device of people.devices) {
    const messages = ofEachKind(device).filter((each) => ['photo', 'video', 'sticker'].includes(each.sample.kind))
    before.set(device, await Promise.all(messages.map(async (each) => ({ ...each, seen: await seeMedia(device, peer, each.id) }))))
  }
  await people.server.kill('SIGKILL')
  people.server.args = ['--no-flood-limits']
  await people.server.launch()
  for (const [device, messages] of before) {
    for (const { sample: one, id, seen } of messages) {
      // TDLib sees to it by itself; the others say what it is, and are to be asked for the message again.
      const patient = device.library === 'tdlib'
      if (!patient) {
        await assert.rejects(seen.fetch(), /FILE_REFERENCE_EXPIRED|FileReferenceExpired|file reference has expired/i,
          `${one.file} at ${device.name}`)
      }
      const fresh = patient ? seen : await seeMedia(device, peer, id)
      const bytes = await fresh.fetch()
      if (one.kind === 'photo') assert.deepEqual(samples.sides(bytes), [one.width, one.height])
      else assert.equal(Buffer.compare(bytes, one.bytes), 0, `${one.file} at ${device.name}`)
    }
  }
})
