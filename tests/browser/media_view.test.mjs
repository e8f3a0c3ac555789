// Anna has been sent every kind of media, by another client, and looks at it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { screenshot } from './lib/browser.mjs'
import { sendEveryKind } from './lib/every_kind.mjs'
import { film, photo, voice, waveform } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

let anna, page, bertil, chat, workshop, sent

const stage = setStage('media-view', async () => {
  const login = '+49 30 5810001'
  anna = await stage.desktop('anna')
  page = anna.page
  await anna.signUp(login, 'Anna')
  bertil = await stage.peer('49305810002', 'Bertil')
  chat = await bertil.meet(login, 'Anna')
  workshop = await bertil.createChannel('Workshop', { users: [chat] })
  sent = await sendEveryKind(bertil, workshop)
  await anna.open('Workshop')
})

const message = (id) => page.locator(`[data-id="${id}"]`)
const viewer = () => page.getByRole('dialog', { name: 'Media' })

// Scrolls to a message as a reader would who has followed a link to it.
async function show(id) {
  await page.evaluate((hash) => void (location.hash = hash), `#/chat/${workshop}/message/${id}`)
  await message(id).waitFor()
}

step('a photo has its place before it is there, and then is there', async () => {
  await show(sent.photo)
  await message(sent.photo).locator('img[data-loaded=true]').waitFor()
  const box = await message(sent.photo).locator('.box').boundingBox()
  assert.ok(Math.abs(box.width / box.height - 4 / 3) < 0.05, `${box.width} by ${box.height}`)
  await message(sent.photo).getByText('The engine, at last').waitFor()
})

step('an album stands together, its caption below', async () => {
  await show(sent.album[0])
  const album = page.locator('[data-album]').first()
  assert.equal(await album.getAttribute('data-album'), '4')
  await eventually('all parts are loaded', async () => (await album.locator('img[data-loaded=true]').count()) === 4)
  await screenshot(page, 'media-album')
})

step('from the end, a link leads far up', async () => {
  await show(sent.videoSticker)
  await page.getByRole('region', { name: 'Messages' }).evaluate((it) => (it.scrollTop = it.scrollHeight))
  await eventually('the end is in sight', () =>
    page.getByRole('region', { name: 'Messages' }).evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight < 2))
  await show(sent.album[0])
  await eventually('the album is in sight', () =>
    message(sent.album[0]).evaluate((it) => {
      const { top, bottom } = it.getBoundingClientRect()
      return top < innerHeight && bottom > 0
    }))
})

step('what is hidden is shown when it is pressed', async () => {
  await show(sent.spoiler)
  assert.equal(await message(sent.spoiler).locator('img[data-loaded]').count(), 0)
  await message(sent.spoiler).getByRole('button', { name: 'Show what is hidden' }).click()
  await message(sent.spoiler).locator('img[data-loaded=true]').waitFor()
})

step('a GIF moves by itself', async () => {
  await show(sent.gif)
  const video = message(sent.gif).locator('video')
  await video.waitFor()
  await eventually('it moves', () => video.evaluate((it) => !it.paused && it.currentTime > 0))
})

step('stickers of all three kinds are drawn', async () => {
  for (const [id, format] of [[sent.static, 'static'], [sent.animated, 'animated'], [sent.videoSticker, 'video']]) {
    await show(id)
    await message(id).locator(`[data-sticker=${format}][data-drawn=true]`).waitFor()
  }
  const canvas = message(sent.animated).locator('canvas')
  await show(sent.animated)
  await canvas.waitFor()
})

step('a sticker out of sight stands still', async () => {
  await show(sent.animated)
  const animation = message(sent.animated).locator('[data-animation]')
  await eventually('it moves', async () => (await animation.getAttribute('data-animation')) === 'playing')
  await page.evaluate(() => {
    const scroll = document.querySelector('[data-rows-total]')
    window.sticker = document.querySelector('[data-animation]')
    scroll.scrollBy(0, -1_500)
  })
  await eventually('it stands still, or is gone', () =>
    page.evaluate(() => !window.sticker.isConnected || window.sticker.dataset.animation === 'paused'))
})

step('a voice message plays, and the sender learns of it', async () => {
  const media = { type: 'voice', file: voice(20), fileMime: 'audio/ogg', duration: 20, waveform }
  const { id } = await bertil.client.sendMedia(chat, media)
  await anna.open('Bertil')
  const recording = page.locator('[data-recording=voice]')
  await recording.getByTitle('Not played yet').waitFor()
  await recording.getByRole('button', { name: 'Play: Voice message' }).click()
  await recording.getByRole('button', { name: 'Pause' }).waitFor()
  await recording.getByTitle('Not played yet').waitFor({ state: 'detached' })
  await recording.getByRole('button', { name: 'Speed: 1×' }).click()
  await recording.getByRole('button', { name: 'Speed: 1.5×' }).waitFor()
  await recording.getByRole('slider').fill('15')
  await eventually('it plays from there', async () => Number(await recording.getByRole('slider').inputValue()) > 15)
  await recording.getByRole('button', { name: 'Pause' }).click()
  await eventually('Bertil sees that it was played', async () => {
    const [it] = await bertil.client.getMessages(chat, [id])
    return !it.raw.mediaUnread
  })
})

step('music shows what it is', async () => {
  await show(sent.music)
  await message(sent.music).getByText('Notes on the Engine').waitFor()
  await message(sent.music).getByText('Ada L.').waitFor()
})

step('a file is downloaded, byte for byte, and is in the list of downloads', async () => {
  await show(sent.file)
  await message(sent.file).getByText('table.csv').waitFor()
  const coming = page.waitForEvent('download')
  await message(sent.file).getByRole('button', { name: 'Download table.csv' }).click()
  const download = await coming
  assert.equal(download.suggestedFilename(), 'table.csv')
  assert.deepEqual(await readFile(await download.path()), sent.fileBytes)
  await message(sent.file).locator('[data-file=done]').waitFor()
})

step('a video plays from the middle before it is fetched', async () => {
  await eventually('the service worker is there', () => page.evaluate(() => navigator.serviceWorker.controller !== null))
  await show(sent.video)
  await message(sent.video).locator('[data-open-media=video]').click()
  const video = viewer().locator('video')
  await eventually('it knows its length', () => video.evaluate((it) => it.duration > 10))
  assert.match(await video.evaluate((it) => it.currentSrc), /\/stream\//)
  await video.evaluate((it) => (it.currentTime = it.duration - 2))
  await eventually('it plays there', () => video.evaluate((it) => it.readyState >= 2 && it.currentTime > it.duration - 2.5))
  await page.keyboard.press('Escape')
  await viewer().waitFor({ state: 'detached' })
})

step('that works after a reload, too', async () => {
  await page.reload()
  await message(sent.video).waitFor()
  await message(sent.video).locator('[data-open-media=video]').click()
  const video = viewer().locator('video')
  await eventually('it knows its length', () => video.evaluate((it) => it.duration > 10))
  assert.match(await video.evaluate((it) => it.currentSrc), /\/stream\//)
  await page.keyboard.press('Escape')
})

step('the viewer zooms, goes on to the next picture and back to the message', async () => {
  await show(sent.album[0])
  await page.locator(`[data-part="${sent.album[1]}"] [data-open-media]`).click()
  const shown = () => viewer().getAttribute('data-shown')
  await eventually('the picture is shown', async () => (await shown()) === String(sent.album[1]))
  await viewer().locator('img[data-loaded=true]').waitFor()
  await page.keyboard.press('+')
  await eventually('it is larger', async () => Number(await viewer().getAttribute('data-zoom')) > 1)
  await page.keyboard.press('0')
  await page.keyboard.press('ArrowRight')
  await eventually('the next one is shown', async () => (await shown()) === String(sent.album[2]))
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await eventually('the one before is shown', async () => (await shown()) === String(sent.album[0]))
  await screenshot(page, 'media-viewer')
  const coming = page.waitForEvent('download')
  await viewer().getByRole('button', { name: 'Download', exact: true }).click()
  assert.match((await coming).suggestedFilename(), /\.jpg$/)
  await viewer().getByRole('button', { name: 'Go to message' }).click()
  await viewer().waitFor({ state: 'detached' })
  await page.locator('[data-album]').first().waitFor()
})

step('shared media has a page for each kind', async () => {
  await anna.openPanel('Workshop')
  await anna.panel.getByRole('button', { name: 'Shared media' }).click()
  await eventually('pictures and films are there', async () => (await anna.panel.locator('[data-shared=media] [data-open-media]').count()) === 6)
  for (const [tab, text] of [['Files', 'table.csv'], ['Music', 'Notes on the Engine']]) {
    await anna.panel.getByRole('tab', { name: tab }).click()
    await anna.panel.getByText(text).waitFor()
  }
  await anna.panel.getByRole('tab', { name: 'Voice' }).click()
  await anna.panel.locator('[data-recording=voice]').waitFor()
  await anna.panel.getByRole('tab', { name: 'GIFs' }).click()
  await anna.panel.locator('[data-open-media=gif]').waitFor()
  await anna.panel.getByRole('tab', { name: 'Media' }).click()
  await anna.panel.locator('[data-open-media]').first().click()
  await viewer().waitFor()
  await page.keyboard.press('Escape')
  await anna.panel.getByRole('button', { name: 'Close' }).click()
})

step('a photo that destroys itself is opened once', async () => {
  await bertil.client.sendMedia(chat, { type: 'photo', file: photo(900, 900, 1), ttlSeconds: 20 })
  await anna.open('Bertil')
  await page.getByRole('button', { name: /destroys itself: open/ }).click()
  await page.locator('[data-secret] img[data-loaded=true]').waitFor()
  await page.getByText(/Gone in \d+ seconds?/).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-id]').getByText('This photo has destroyed itself.').waitFor({ timeout: 60_000 })
})

step('the profile photo of a person stands beside their name, and opens', async () => {
  await bertil.client.setMyProfilePhoto({ type: 'photo', media: photo(640, 640, 1) })
  await anna.row('Bertil').locator('[data-face] img').waitFor()
  await page.getByRole('button', { name: 'Show profile of Bertil' }).click()
  await anna.panel.getByRole('button', { name: 'Open the profile photo' }).click()
  await viewer().locator('img[data-loaded=true]').waitFor()
  await page.keyboard.press('Escape')
  await anna.panel.getByRole('button', { name: 'Close' }).click()
})

step('a download can be cancelled and begun again', async () => {
  await bertil.client.sendMedia(chat, { type: 'document', file: film(40), fileName: 'long.bin', fileMime: 'application/octet-stream' })
  const row = page.locator('[data-id]', { hasText: 'long.bin' })
  await row.waitFor()
  const coming = page.waitForEvent('download', { timeout: 60_000 })
  await row.getByRole('button', { name: 'Download long.bin' }).click()
  await row.locator('[data-file=loading], [data-file=done]').waitFor()
  if ((await row.locator('[data-file=loading]').count()) === 1)
    await row.getByRole('button').first().click()
  await eventually('it has ended', async () => !['loading', 'idle'].includes(await row.locator('[data-file]').getAttribute('data-file')))
  if ((await row.locator('[data-file=cancelled]').count()) === 1)
    await row.getByRole('button', { name: 'Download long.bin' }).click()
  assert.equal((await coming).suggestedFilename(), 'long.bin')
  await anna.go('settings/downloads')
  await page.getByText('long.bin').first().waitFor()
  await page.getByText('Saved').first().waitFor()
})

noComplaints(stage)
