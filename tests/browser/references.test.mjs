// File references expire while the page shows what they belong to: they are asked for again, and nobody notices.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { received } from './lib/files.mjs'
import { film, photo } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

const ADA = '+49 30 5750001'

let ada
let mary
let adaAsUser
let workshop
let hours = 12

const stage = setStage('references', async () => {
  // So low that not all stickers of a set are seen at once.
  ada = await stage.desktop('ada', { viewport: { width: 1280, height: 560 } })
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305750002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  workshop = await mary.createChannel('Workshop', { users: [adaAsUser] })
})

const viewer = () => ada.page.getByRole('dialog', { name: 'Media' })
const panel = () => ada.page.locator('[data-media-panel]')
const show = async (id) => {
  await ada.go(`chat/${workshop}/message/${id}`)
  await ada.page.locator(`[data-id="${id}"]`).waitFor()
}

// Another period ends all references that were given out. `witness` is what somebody was told before.
async function expire(witness) {
  await stage.server.kill('SIGTERM')
  hours += 1
  writeFileSync(path.join(stage.server.dataDir, 'botschaft.toml'), `[files]\nreference_hours = ${hours}\n`)
  await stage.server.launch()
  await eventually('they have expired', async () => {
    await assert.rejects(mary.client.downloadAsBuffer(witness.media), /FILE_REFERENCE_EXPIRED/)
    return true
  }, { timeoutMs: 60_000, everyMs: 500 })
}

step('the viewer goes on to pictures whose references have expired', async () => {
  const sent = []
  for (const at of [0, 1, 2]) {
    sent.push(await mary.client.sendMedia(workshop, { type: 'photo', file: photo(1280, 960, at) }))
    // So far apart that only the last one is on the screen.
    for (let line = 0; line < 25; line += 1) await mary.send(workshop, `Line ${at}.${line}`)
  }
  await ada.open('Workshop')
  await show(sent[2].id)
  await ada.page.locator(`[data-id="${sent[2].id}"] [data-open-media]`).click()
  await viewer().locator('img[data-loaded=true]').waitFor()
  await viewer().getByText('3 of 3').waitFor()
  await expire(sent[0])
  for (const at of [1, 0]) {
    await ada.page.keyboard.press('ArrowLeft')
    await eventually('the one before is shown', async () => (await viewer().getAttribute('data-shown')) === String(sent[at].id))
    await viewer().locator('img[data-loaded=true]').waitFor({ timeout: 30_000 })
  }
  await ada.page.keyboard.press('Escape')
})

step('a long film that is open goes on to where it was not fetched', async () => {
  const length = 60
  const sent = await mary.client.sendMedia(workshop, {
    type: 'video', file: film(length), fileMime: 'video/mp4', width: 640, height: 360, duration: length, supportsStreaming: true,
  })
  await eventually('the service worker is there', () => ada.page.evaluate(() => navigator.serviceWorker.controller !== null))
  await show(sent.id)
  await ada.page.locator(`[data-id="${sent.id}"] [data-open-media=video]`).click()
  const video = viewer().locator('video')
  await eventually('it plays', () => video.evaluate((it) => it.currentTime > 0))
  await video.evaluate((it) => it.pause())
  await expire(sent)
  await video.evaluate((it, at) => {
    it.currentTime = at
    void it.play()
  }, length - 8)
  await eventually('it plays from there', () => video.evaluate((it, at) => !it.seeking && it.currentTime > at, length - 8), { timeoutMs: 60_000 })
  await ada.page.keyboard.press('Escape')
})

step('stickers of an open panel are drawn and sent', async () => {
  const witness = await mary.client.sendMedia(adaAsUser, { type: 'photo', file: photo(320, 240, 3), caption: `${stage.origin}/addstickers/botschaft` })
  await ada.open('Mary')
  await ada.bubble('addstickers').locator('a').first().click()
  await ada.dialog.getByRole('button', { name: 'Add 13 stickers' }).click()
  await ada.page.locator('[data-media-button]').click()
  await panel().getByRole('tab', { name: 'Stickers', exact: true }).click()
  const stickers = panel().locator('[data-set=botschaft]').getByRole('button', { name: /^Send sticker/ })
  await stickers.nth(12).waitFor({ state: 'attached' })
  await stickers.first().locator('[data-drawn=true]').waitFor()
  await expire(witness)
  await stickers.nth(12).scrollIntoViewIfNeeded()
  await stickers.nth(12).locator('[data-drawn=true]').waitFor({ timeout: 30_000 })
  await stickers.nth(12).click()
  await received(mary, adaAsUser, 'the sticker', (it) => it.media?.type === 'sticker')
})

step('what is at hand is marked and saved by names that have expired', async () => {
  const [newest] = await mary.client.getHistory(adaAsUser, { limit: 1 })
  const recent = panel().locator('[data-row-of=recent]').getByRole('button', { name: /^Send sticker/ })
  await recent.scrollIntoViewIfNeeded()
  await expire(newest)
  await recent.click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Add to favourites' }).click()
  await panel().locator('[data-row-of=favourite]').waitFor({ timeout: 30_000 })
})

noComplaints(stage)
