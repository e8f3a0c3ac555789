// What is recorded in the web client, by a camera and a microphone that make something up: voice and video messages.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { bytesOf, received } from './lib/files.mjs'
import { probed } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

const ADA = '+49 30 5730001'
const DEVICES = ['microphone', 'camera']

let ada
let mary
let adaAsUser

const stage = setStage('recording', async () => {
  ada = await stage.desktop('ada', { permissions: DEVICES })
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305730002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  await mary.send(adaAsUser, 'Say something')
  await ada.open('Mary')
})

const outgoing = () => ada.page.locator('[data-outgoing]')
const isSent = () => eventually('nothing is on its way', async () => (await outgoing().count()) === 0, { timeoutMs: 40_000 })

const microphone = () => ada.page.locator('[data-microphone]')
const recording = (state) => ada.page.locator(`[data-recording=${state}]`)
const spoken = () => recording('on').getByRole('timer').filter({ hasText: /0:0[2-9]/ }).waitFor()
const voices = async () => (await mary.client.getHistory(adaAsUser, { limit: 20 })).filter((it) => it.media?.type === 'voice')

step('a voice message is recorded, listened to and sent as others send theirs', async () => {
  await microphone().click()
  await spoken()
  await screenshot(ada.page, '86-recording')
  await recording('on').getByRole('button', { name: 'Stop and listen' }).click()
  await recording('done').getByRole('button', { name: 'Listen' }).click()
  await recording('done').getByRole('button', { name: 'Pause' }).waitFor()
  await screenshot(ada.page, '87-listening')
  await recording('done').getByRole('button', { name: 'Send' }).click()
  const { media } = await received(mary, adaAsUser, 'the voice message', (it) => it.media?.type === 'voice')
  const bytes = Buffer.from(await mary.client.downloadAsBuffer(media))
  assert.equal(bytes.subarray(0, 4).toString(), 'OggS')
  assert.ok(bytes.includes('OpusHead'))
  assert.ok(media.duration >= 1)
  assert.equal(media.mimeType, 'audio/ogg')
  assert.ok(Math.max(...media.waveform) === 31)
  await isSent()
})

step('a voice message is sent by letting go, and cancelled by sliding aside', async () => {
  const box = await microphone().boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await ada.page.mouse.move(x, y)
  await ada.page.mouse.down()
  await spoken()
  await ada.page.mouse.move(x - 200, y, { steps: 8 })
  await recording('on').waitFor({ state: 'detached' })
  await ada.page.mouse.up()
  assert.equal((await voices()).length, 1)
  await ada.page.mouse.move(x, y)
  await ada.page.mouse.down()
  await spoken()
  await ada.page.mouse.up()
  await eventually('the second voice message', async () => (await voices()).length === 2, { timeoutMs: 30_000, everyMs: 200 })
  await isSent()
})

const filmed = (who, state) => who.page.locator(`[data-round-recording=${state}]`)
const filmedLong = (who) => who.dialog.getByRole('timer').filter({ hasText: /0:0[2-9]/ }).waitFor()
const beginFilm = async (who, entry) => {
  await who.page.locator('[data-attach]').click()
  await who.page.getByRole('menuitem', { name: entry, exact: true }).click()
  await filmed(who, 'on').waitFor()
}

step('a video message is recorded, looked at and sent as a circle', async () => {
  await beginFilm(ada, 'Video message')
  await filmedLong(ada)
  await screenshot(ada.page, '88-filming')
  await ada.dialog.getByRole('button', { name: 'Stop and look' }).click()
  const video = filmed(ada, 'done').locator('video')
  await eventually('it plays', () => video.evaluate((it) => it.currentTime > 0))
  await screenshot(ada.page, '89-filmed')
  await ada.dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const message = await received(mary, adaAsUser, 'the video message', (it) => it.media?.isRound)
  const { width, height, duration, thumbnails } = message.media
  assert.deepEqual([width, height], [400, 400])
  assert.ok(duration >= 1, `${duration} s`)
  assert.ok(thumbnails.length > 0)
  const streams = probed(await bytesOf(mary, message))
  assert.deepEqual(streams.map((it) => it.codec_type).sort(), ['audio', 'video'])
  const picture = streams.find((it) => it.codec_type === 'video')
  assert.deepEqual([picture.width, picture.height], [400, 400])
  await isSent()
})

step('a video message that was sent plays', async () => {
  const circle = ada.page.locator('[data-round]').last()
  await circle.getByRole('button', { name: 'Play: Video message' }).click()
  await eventually('it plays', async () => (await circle.getAttribute('data-round')) === 'playing')
})

step('after a minute the recording ends by itself', async () => {
  await beginFilm(ada, 'Video message')
  await filmedLong(ada)
  await ada.page.evaluate(() => {
    const now = performance.now.bind(performance)
    window.untouched = performance.now
    performance.now = () => now() + 60_000
  })
  await filmed(ada, 'done').locator('video').waitFor()
  await ada.dialog.getByRole('timer').filter({ hasText: '1:00' }).waitFor()
  await ada.page.evaluate(() => (performance.now = window.untouched))
  await ada.dialog.getByRole('button', { name: 'Discard the video message' }).first().click()
  await ada.dialog.waitFor({ state: 'detached' })
  assert.equal(await outgoing().count(), 0)
})

step('who gives no access to the camera is told so', async () => {
  await ada.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await ada.page.locator('[data-attach]').click()
  await ada.page.getByRole('menuitem', { name: 'Video message', exact: true }).click()
  await ada.page.getByText('The browser does not give access to camera and microphone.').waitFor()
  await ada.dialog.waitFor({ state: 'detached' })
})

noComplaints(stage)
