// Everything that can be sent beside text: picked, pasted, dropped and looked through in the web client, and read by
// another client, byte for byte where nothing is made smaller.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { screenshot } from './lib/browser.mjs'
import { attach, bytesOf, dragOver, paste, received, reviewed, sendReviewed, upload } from './lib/files.mjs'
import { film, gifPicture, music } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import { png } from '../interop/lib/files.mjs'

const ADA = '+49 30 5710001'

let ada
let mary
let adaAsUser

const stage = setStage('media-send', async () => {
  ada = await stage.desktop('ada', { permissions: ['geolocation'], geolocation: { latitude: 52.52, longitude: 13.405, accuracy: 12 } })
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305710002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  await mary.send(adaAsUser, 'Send me something')
  await ada.open('Mary')
})

const picture = (seed, width = 640, height = 480) => upload(`picture-${seed}.png`, 'image/png', png(width, height, seed))
const outgoing = () => ada.page.locator('[data-outgoing]')
const isSent = () => eventually('nothing is on its way', async () => (await outgoing().count()) === 0, { timeoutMs: 40_000 })

step('a picture that is pasted becomes a photo with a caption', async () => {
  await ada.page.locator('main textarea').fill('A **bold** view')
  await paste(ada, [picture(1, 3000, 2000)])
  await reviewed(ada, ['photo'])
  assert.equal(await ada.dialog.locator('textarea').inputValue(), 'A **bold** view')
  await screenshot(ada.page, '80-review-photo')
  await sendReviewed(ada)
  const message = await received(mary, adaAsUser, 'the photo', (it) => it.text === 'A bold view')
  assert.equal(message.media.type, 'photo')
  assert.deepEqual([message.media.width, message.media.height], [1280, 853])
  assert.equal(message.entities[0].kind, 'bold')
  assert.equal((await bytesOf(mary, message)).subarray(0, 2).toString('hex'), 'ffd8')
  await isSent()
  assert.equal(await ada.page.locator('main textarea').inputValue(), '')
})

step('a caption is changed, and the photo stays', async () => {
  await ada.act('A bold view', 'Edit')
  await ada.page.locator('main textarea').fill('A **fine** view')
  await ada.page.keyboard.press('Enter')
  const message = await received(mary, adaAsUser, 'the other caption', (it) => it.text === 'A fine view')
  assert.equal(message.media.type, 'photo')
})

step('a file arrives as it was, whatever it is', async () => {
  const bytes = randomBytes(3_000_001)
  await attach(ada, 'File', [upload('numbers.bin', 'application/octet-stream', bytes)])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  const message = await received(mary, adaAsUser, 'the file', (it) => it.media?.fileName === 'numbers.bin')
  assert.equal(Buffer.compare(await bytesOf(mary, message), bytes), 0)
  await isSent()
})

step('a picture can be sent as a file, unchanged', async () => {
  const file = picture(3, 500, 400)
  await attach(ada, 'Photo or video', [file])
  await reviewed(ada, ['photo'])
  await ada.dialog.getByRole('switch', { name: 'As files, unchanged' }).check({ force: true })
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  const message = await received(mary, adaAsUser, 'the picture', (it) => it.media?.fileName === 'picture-3.png')
  assert.equal(message.media.type, 'document')
  assert.equal(Buffer.compare(await bytesOf(mary, message), file.buffer), 0)
})

step('what was looked through can be sent without a sound', async () => {
  await paste(ada, [picture(4)])
  await reviewed(ada, ['photo'])
  await ada.dialog.locator('textarea').fill('Hush')
  await ada.dialog.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Send without sound' }).click()
  const message = await received(mary, adaAsUser, 'the silent photo', (it) => it.text === 'Hush')
  assert.equal(message.isSilent, true)
  await isSent()
})

step('files that are dropped are an album, in the order that was chosen', async () => {
  const sizes = [[600, 300], [300, 600], [400, 400]]
  const { drop } = await dragOver(ada, sizes.map(([width, height], at) => picture(10 + at, width, height)))
  await screenshot(ada.page, '81-drop')
  await drop('as photos and videos')
  await reviewed(ada, ['photo', 'photo', 'photo'])
  await ada.dialog.getByRole('button', { name: 'Move picture-12.png forward' }).click()
  await ada.dialog.getByRole('button', { name: 'Hide picture-10.png until it is tapped' }).click()
  await ada.dialog.getByRole('button', { name: 'Remove picture-11.png' }).click()
  await reviewed(ada, ['photo', 'photo'])
  await ada.dialog.locator('textarea').fill('Two of three')
  await screenshot(ada.page, '82-review-album')
  await sendReviewed(ada)
  const first = await received(mary, adaAsUser, 'the album', (it) => it.text === 'Two of three')
  const album = (await mary.client.getHistory(adaAsUser, { limit: 10 }))
    .filter((it) => it.groupedIdUnique === first.groupedIdUnique).sort((a, b) => a.id - b.id)
  assert.deepEqual(album.map(({ media }) => [media.width, media.height]), [[600, 300], [400, 400]])
  assert.deepEqual(album.map(({ media }) => media.hasSpoiler), [true, false])
})

step('a video, a GIF and music are sent as what they are', async () => {
  const song = music('Notes on the Engine', 'Ada L.')
  await attach(ada, 'Photo or video', [upload('film.mp4', 'video/mp4', film(2, '320x240'))])
  await reviewed(ada, ['video'])
  await sendReviewed(ada)
  const sent = await received(mary, adaAsUser, 'the video', (it) => it.media?.type === 'video')
  assert.deepEqual([sent.media.width, sent.media.height, Math.round(sent.media.duration), sent.media.isAnimation], [320, 240, 2, false])
  assert.ok(sent.media.thumbnails.length > 0)
  await attach(ada, 'Photo or video', [upload('loop.gif', 'image/gif', gifPicture())])
  await reviewed(ada, ['gif'])
  await sendReviewed(ada)
  await received(mary, adaAsUser, 'the GIF', (it) => it.media?.isAnimation || it.media?.isLegacyGif)
  await attach(ada, 'File', [upload('notes.mp3', 'audio/mpeg', song)])
  await reviewed(ada, ['music'])
  await sendReviewed(ada)
  const heard = await received(mary, adaAsUser, 'the music', (it) => it.media?.type === 'audio')
  assert.ok(Math.abs(heard.media.duration - 20) <= 1, `${heard.media.duration} s`)
  assert.equal(Buffer.compare(await bytesOf(mary, heard), song), 0)
  await isSent()
})

step('a photo for one person can go away by itself', async () => {
  await paste(ada, [picture(20)])
  await reviewed(ada, ['photo'])
  await ada.dialog.getByRole('radio', { name: '10 seconds' }).check({ force: true })
  await sendReviewed(ada)
  const message = await received(mary, adaAsUser, 'the photo that goes', (it) => it.media?.ttlSeconds === 10)
  assert.equal(message.media.type, 'photo')
  await isSent()
})

step('what is being uploaded shows how far it is, and can be cancelled', async () => {
  const before = (await mary.client.getHistory(adaAsUser, { limit: 1 }))[0].id
  stage.server.child.kill('SIGSTOP')
  await attach(ada, 'File', [upload('large.bin', 'application/octet-stream', randomBytes(8_000_000))])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  await ada.page.locator('[data-upload]').waitFor()
  await screenshot(ada.page, '83-uploading')
  await ada.page.getByRole('button', { name: 'Do not send' }).click()
  await isSent()
  stage.server.child.kill('SIGCONT')
  await ada.write('After all not')
  await ada.hasTicks('After all not', 'sent')
  const [newest, older] = await mary.client.getHistory(adaAsUser, { limit: 2 })
  assert.deepEqual([newest.text, older.id], ['After all not', before])
})

step('an upload goes on after the server was killed in the middle of it', async () => {
  const bytes = randomBytes(24_000_000)
  await attach(ada, 'File', [upload('stubborn.bin', 'application/octet-stream', bytes)])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  await eventually('it has begun', async () => Number(await ada.page.locator('[data-upload]').getAttribute('data-upload')) > 0)
  await stage.server.kill('SIGKILL')
  await stage.server.launch()
  const message = await eventually('the file', async () => {
    const messages = await mary.client.getHistory(adaAsUser, { limit: 5 })
    return messages.find((it) => it.media?.fileName === 'stubborn.bin')
  }, { timeoutMs: 120_000, everyMs: 500 })
  assert.equal(Buffer.compare(await bytesOf(mary, message), bytes), 0)
  await isSent()
})

step('an upload goes on after the page was closed in the middle of it', async () => {
  const bytes = randomBytes(2_000_000)
  stage.server.child.kill('SIGSTOP')
  await attach(ada, 'File', [upload('reopened.bin', 'application/octet-stream', bytes)])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  await ada.page.locator('[data-upload]').waitFor()
  await eventually('it is kept', () => ada.page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('botschaft.outbox')
    opening.onsuccess = () => {
      const count = opening.result.transaction('letters').objectStore('letters').count()
      count.onsuccess = () => resolve(count.result === 1)
    }
  })))
  await ada.page.goto('about:blank')
  stage.server.child.kill('SIGCONT')
  await ada.page.goto(stage.origin)
  const message = await received(mary, adaAsUser, 'the file', (it) => it.media?.fileName === 'reopened.bin')
  assert.equal(Buffer.compare(await bytesOf(mary, message), bytes), 0)
  await ada.open('Mary')
})

step('why something was not sent is told in words', async () => {
  await attach(ada, 'File', [upload('empty.txt', 'text/plain', Buffer.alloc(0))])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  await ada.page.getByText('This file is empty.').waitFor()
  await screenshot(ada.page, '84-failed')
  await ada.page.getByRole('button', { name: 'Discard' }).click()
  await isSent()
})

step('dice are thrown by the server', async () => {
  await ada.write('🎲')
  const message = await received(mary, adaAsUser, 'the dice', (it) => it.media?.type === 'dice')
  assert.ok(message.media.value >= 1 && message.media.value <= 6)
})

step('a contact and the place one is at are sent', async () => {
  await ada.page.locator('[data-attach]').click()
  await ada.page.getByRole('menuitem', { name: 'Contact', exact: true }).click()
  await ada.dialog.getByRole('button', { name: 'Ada' }).click()
  const contact = await received(mary, adaAsUser, 'the contact', (it) => it.media?.type === 'contact')
  assert.deepEqual([contact.media.phoneNumber.replace(/\D/g, ''), contact.media.firstName], ['49305710001', 'Ada'])
  await ada.page.locator('[data-attach]').click()
  await ada.page.getByRole('menuitem', { name: 'Location', exact: true }).click()
  await ada.dialog.locator('[data-place]').waitFor()
  await screenshot(ada.page, '85-location')
  await ada.dialog.getByRole('button', { name: 'Send location' }).click()
  const place = await received(mary, adaAsUser, 'the place', (it) => it.media?.type === 'location')
  assert.ok(Math.abs(place.media.latitude - 52.52) < 1e-4 && Math.abs(place.media.longitude - 13.405) < 1e-4)
})

noComplaints(stage)
