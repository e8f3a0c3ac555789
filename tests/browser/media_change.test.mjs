// What was sent comes to show something else; pictures of people and groups change, and older ones are chosen from.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { screenshot } from './lib/browser.mjs'
import { attach, bytesOf, paste, received, reviewed, sendReviewed, upload } from './lib/files.mjs'
import { film, photo } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import { png } from '../interop/lib/files.mjs'

const ADA = '+49 30 5740001'

let ada
let mary
let adaAsUser

const stage = setStage('media-change', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305740002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  await mary.send(adaAsUser, 'Show me')
  await ada.open('Mary')
})

const picture = (seed, width = 640, height = 480) => upload(`picture-${seed}.png`, 'image/png', png(width, height, seed))
const viewer = () => ada.page.getByRole('dialog', { name: 'Media' })
const replace = () => ada.dialog.getByRole('button', { name: 'Replace', exact: true })

async function replaceWith(text, file) {
  await ada.act(text, 'Edit')
  const chooser = ada.page.waitForEvent('filechooser')
  await ada.page.getByRole('button', { name: 'Replace what it shows' }).click()
  await (await chooser).setFiles([file])
  await eventually('it was looked at', () => replace().isEnabled())
}

let first

step('a photo that was sent becomes another one, with other words', async () => {
  await paste(ada, [picture(1, 600, 400)])
  await reviewed(ada, ['photo'])
  await ada.dialog.locator('textarea').fill('The engine')
  await sendReviewed(ada)
  first = await received(mary, adaAsUser, 'the photo', (it) => it.text === 'The engine')
  await replaceWith('The engine', picture(2, 300, 500))
  assert.equal(await ada.dialog.locator('textarea').inputValue(), 'The engine')
  await ada.dialog.locator('textarea').fill('The **new** engine')
  await screenshot(ada.page, '110-replace')
  await replace().click()
  const changed = await received(mary, adaAsUser, 'the other photo', (it) => it.text === 'The new engine')
  assert.equal(changed.id, first.id)
  assert.deepEqual([changed.media.type, changed.media.width, changed.media.height], ['photo', 300, 500])
  assert.equal(changed.entities[0].kind, 'bold')
  await ada.dialog.waitFor({ state: 'detached' })
  const box = await ada.bubble('The new engine').locator('img[data-loaded=true]').boundingBox()
  assert.ok(box.height > box.width, `${box.width} by ${box.height}`)
  assert.equal(await ada.page.locator('main textarea').inputValue(), '')
})

step('a photo becomes a film, by pasting while it is changed', async () => {
  await ada.act('The new engine', 'Edit')
  await paste(ada, [upload('film.mp4', 'video/mp4', film(2, '320x240'))])
  await eventually('it was looked at', () => replace().isEnabled())
  await replace().click()
  const changed = await received(mary, adaAsUser, 'the film', (it) => it.media?.type === 'video')
  assert.equal(changed.id, first.id)
  await ada.bubble('The new engine').locator('[data-open-media=video]').waitFor()
})

step('a file becomes another file, byte for byte', async () => {
  await attach(ada, 'File', [upload('draft.bin', 'application/octet-stream', randomBytes(1_000))])
  await reviewed(ada, ['file'])
  await sendReviewed(ada)
  await received(mary, adaAsUser, 'the draft', (it) => it.media?.fileName === 'draft.bin')
  await ada.sees('draft.bin')
  const bytes = randomBytes(700_000)
  await replaceWith('draft.bin', upload('final.bin', 'application/octet-stream', bytes))
  await replace().click()
  const message = await received(mary, adaAsUser, 'the final one', (it) => it.media?.fileName === 'final.bin')
  assert.equal(Buffer.compare(await bytesOf(mary, message), bytes), 0)
  await ada.isGone('draft.bin')
})

step('who thinks better of it keeps what was sent', async () => {
  await replaceWith('final.bin', picture(3))
  await ada.dialog.getByRole('button', { name: 'Cancel' }).click()
  await ada.dialog.waitFor({ state: 'detached' })
  await ada.page.getByRole('button', { name: 'Do not edit' }).click()
  await ada.sees('final.bin')
})

const photosOfAda = async () => (await mary.client.getProfilePhotos(adaAsUser)).map((it) => it.width)
const crop = async (button, file, look = async () => {}) => {
  const chooser = ada.page.waitForEvent('filechooser')
  await ada.page.getByRole('button', { name: button }).click()
  await (await chooser).setFiles([file])
  await ada.dialog.getByLabel('Zoom').waitFor()
  await look()
  await ada.dialog.getByRole('button', { name: 'Use this picture' }).click()
  await ada.dialog.waitFor({ state: 'detached' })
}
const arePhotos = (...widths) => eventually(`photos of ${widths}`, async () => {
  const seen = await photosOfAda()
  assert.deepEqual(seen, widths)
  return true
})

step('the own picture is cropped, and shown to others', async () => {
  await ada.go('settings/profile')
  await crop('Choose a picture', picture(30, 900, 600), async () => {
    await ada.dialog.getByLabel('Zoom').fill('2')
    await ada.dialog.getByRole('group').press('ArrowLeft')
    await screenshot(ada.page, '86-crop')
  })
  await arePhotos(300)
  await crop('Change picture', picture(31, 500, 400))
  await arePhotos(400, 300)
})

step('an older picture is used again', async () => {
  await ada.page.getByRole('button', { name: 'Open the profile photo' }).click()
  await viewer().locator('img[data-loaded=true]').waitFor()
  assert.equal(await viewer().getByRole('button', { name: 'Use as profile picture' }).count(), 0)
  await ada.page.keyboard.press('ArrowRight')
  await viewer().getByText('2 of 2').waitFor()
  await screenshot(ada.page, '111-own-photos')
  await viewer().getByRole('button', { name: 'Use as profile picture' }).click()
  await viewer().getByText('1 of 2').waitFor()
  await arePhotos(300, 400)
})

step('a picture is deleted, and then there is one', async () => {
  await ada.page.keyboard.press('ArrowRight')
  await viewer().getByText('2 of 2').waitFor()
  await viewer().getByRole('button', { name: 'Delete this picture' }).click()
  await ada.page.getByText('It is deleted from your profile, for everybody.').waitFor()
  await ada.page.getByRole('button', { name: 'Delete', exact: true }).click()
  await arePhotos(300)
  await viewer().getByText('of 2').waitFor({ state: 'detached' })
  await viewer().getByRole('button', { name: 'Close' }).click()
  await ada.page.getByRole('button', { name: 'Remove picture' }).click()
  await ada.page.getByRole('button', { name: 'Choose a picture' }).waitFor()
  await arePhotos()
})

step('the picture of a group opens, with those it had before', async () => {
  const group = await mary.createGroup('Reading Circle', [adaAsUser])
  for (const at of [1, 2]) await mary.client.setChatPhoto({ chatId: group, type: 'photo', media: photo(640, 640, at) })
  await ada.go('')
  await ada.open('Reading Circle')
  await ada.openPanel('Reading Circle')
  await ada.panel.getByRole('button', { name: 'Open the picture' }).click()
  await viewer().getByText('1 of 2').waitFor()
  await viewer().locator('img[data-loaded=true]').waitFor()
  await ada.page.keyboard.press('ArrowRight')
  await viewer().getByText('2 of 2').waitFor()
  await viewer().locator('img[data-loaded=true]').waitFor()
  await screenshot(ada.page, '112-group-photo')
  assert.equal(await viewer().getByRole('button', { name: 'Delete this picture' }).count(), 0)
  await ada.page.keyboard.press('Escape')
})

noComplaints(stage)
