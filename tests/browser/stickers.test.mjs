// Stickers, saved GIFs and custom emoji in the web client: added, kept at hand, put in order, sent and put away; read by
// another client.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { received } from './lib/files.mjs'
import { gif, tgsSticker, webmSticker, webpEmoji, webpSticker } from './lib/media_samples.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { makeSet } from './lib/sticker_sets.mjs'
import { eventually } from './lib/world.mjs'

const ADA = '+49 30 5720001'
const KINDS = [
  { file: webpSticker(), fileName: 'spiral.webp', fileMime: 'image/webp', emoji: '🌀' },
  { file: tgsSticker(), fileName: 'clap.tgs', fileMime: 'application/x-tgsticker', emoji: '👏' },
  { file: webmSticker(), fileName: 'party.webm', fileMime: 'video/webm', emoji: '🎉' },
]

let ada
let mary
let adaAsUser

const stage = setStage('stickers', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305720002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  await mary.send(adaAsUser, `Look: ${stage.origin}/addstickers/botschaft`)
  await ada.open('Mary')
})

const field = () => ada.page.locator('main textarea')
const panel = () => ada.page.locator('[data-media-panel]')
const openTab = async (name) => {
  if ((await panel().count()) === 0) await ada.page.locator('[data-media-button]').click()
  await panel().getByRole('tab', { name, exact: true }).click()
}
const sticker = (where) => panel().locator(where).getByRole('button', { name: /^Send sticker/ })
const isSticker = (it) => it.media?.type === 'sticker'
const choose = (name) => ada.page.getByRole('menuitem', { name, exact: true }).click()

async function addByLink(text, button) {
  await ada.bubble(text).locator('a').first().click()
  await ada.dialog.locator('[data-drawn=true]').first().waitFor()
  await ada.dialog.getByRole('button', { name: button }).click()
  await ada.dialog.waitFor({ state: 'detached' })
}

step('a link shows a set, which is added', async () => {
  await ada.bubble('Look:').locator('a').first().click()
  await ada.dialog.locator('[data-set-preview=botschaft] li').first().waitFor()
  assert.equal(await ada.dialog.locator('[data-set-preview] li').count(), 13)
  await ada.dialog.locator('[data-drawn=true]').first().waitFor()
  await screenshot(ada.page, '100-set')
  await ada.dialog.getByRole('button', { name: 'Add 13 stickers' }).click()
  await ada.page.getByText('was added.').waitFor()
})

step('a sticker of an installed set is sent', async () => {
  await openTab('Stickers')
  await sticker('[data-set=botschaft]').first().waitFor()
  await panel().locator('[data-drawn=true]').first().waitFor()
  await screenshot(ada.page, '101-stickers')
  await sticker('[data-set=botschaft]').nth(2).click()
  const message = await received(mary, adaAsUser, 'the sticker', isSticker)
  assert.equal(message.media.mimeType, 'application/x-tgsticker')
  await openTab('Stickers')
  await sticker('[data-row-of=recent]').first().waitFor()
})

step('still, animated and video stickers of a set that somebody made are sent', async () => {
  const made = await makeSet(mary, { title: 'Mixed', shortName: 'mixed_by_mary', files: KINDS })
  await mary.send(adaAsUser, `Mine: ${stage.origin}/addstickers/mixed_by_mary`)
  await ada.page.keyboard.press('Escape')
  await addByLink('Mine:', 'Add 3 stickers')
  await openTab('Stickers')
  for (const [at, { fileMime, emoji }] of KINDS.entries()) {
    const cell = sticker('[data-set=mixed_by_mary]').nth(at)
    await cell.scrollIntoViewIfNeeded()
    await cell.locator('[data-drawn=true]').waitFor()
    await cell.click()
    const id = made[at].id.toString()
    const { media } = await received(mary, adaAsUser, `the sticker ${emoji}`, (it) => isSticker(it) && it.media.raw.id.toString() === id)
    assert.equal(media.mimeType, fileMime)
  }
})

step('favourites stand in front, on other devices too, and go again', async () => {
  await openTab('Stickers')
  await sticker('[data-set=mixed_by_mary]').first().scrollIntoViewIfNeeded()
  await sticker('[data-set=mixed_by_mary]').first().click({ button: 'right' })
  await choose('Add to favourites')
  await sticker('[data-row-of=favourite]').waitFor()
  await ada.page.reload()
  await ada.sees('Mine:')
  await openTab('Stickers')
  await sticker('[data-row-of=favourite]').waitFor()
  await screenshot(ada.page, '103-favourite')
  await sticker('[data-row-of=favourite]').click({ button: 'right' })
  await choose('Remove from favourites')
  await panel().locator('[data-row-of=favourite]').waitFor({ state: 'detached' })
  await ada.page.keyboard.press('Escape')
})

step('a GIF is saved from a message, sent again, and forgotten', async () => {
  await mary.client.sendMedia(adaAsUser, {
    type: 'video', file: gif(), fileMime: 'video/mp4', width: 320, height: 240, duration: 2, isAnimated: true, caption: 'Round and round',
  })
  await ada.act('Round and round', 'Save GIF')
  await openTab('GIFs')
  await panel().locator('[data-gifs="1"]').waitFor()
  await panel().locator('[data-gifs] video').waitFor()
  await screenshot(ada.page, '105-gifs')
  await panel().getByRole('button', { name: 'Send GIF' }).click()
  const message = await received(mary, adaAsUser, 'the GIF', (it) => it.isOutgoing === false && it.media?.type === 'video')
  assert.ok(message.media.isAnimation)
  await panel().getByRole('button', { name: 'Send GIF' }).click({ button: 'right' })
  await choose('Remove from saved GIFs')
  await panel().getByText('No saved GIFs').waitFor()
  await ada.page.keyboard.press('Escape')
})

step('emoji are written where the cursor is', async () => {
  await field().fill('ab')
  await field().evaluate((it) => it.setSelectionRange(1, 1))
  await openTab('Emoji')
  await panel().getByRole('button', { name: '😀', exact: true }).click()
  await screenshot(ada.page, '102-emoji')
  assert.equal(await field().inputValue(), 'a😀b')
  await ada.page.keyboard.press('Escape')
  await field().fill('')
})

step('custom emoji are seen in a text, chosen and sent', async () => {
  const [heart] = await makeSet(mary, {
    title: 'Hearts', shortName: 'hearts_by_mary', isEmoji: true,
    files: [{ file: webpEmoji(), fileName: 'heart.webp', fileMime: 'image/webp', emoji: '💜' }],
  })
  const id = heart.id.toString()
  const entities = [{ _: 'messageEntityCustomEmoji', offset: 8, length: 2, documentId: heart.id }]
  await mary.send(adaAsUser, { text: 'With my 💜 in it', entities })
  await ada.bubble('With my').locator(`[data-custom-emoji="${id}"] [data-drawn=true]`).waitFor()
  await mary.send(adaAsUser, `Hearts: ${stage.origin}/addemoji/hearts_by_mary`)
  await addByLink('Hearts:', /^Add 1 /)
  await field().fill('And mine: ')
  await openTab('Emoji')
  await panel().locator('[data-set=hearts_by_mary] [data-drawn=true]').waitFor()
  await screenshot(ada.page, '106-custom-emoji')
  await panel().locator('[data-set=hearts_by_mary]').getByRole('button', { name: '💜' }).click()
  await field().press('Enter')
  const message = await received(mary, adaAsUser, 'the emoji', (it) => it.text === 'And mine: 💜')
  assert.deepEqual(message.entities.map((it) => [it.kind, it.params.emojiId?.toString()]), [['emoji', id]])
  await ada.bubble('And mine:').locator(`[data-custom-emoji="${id}"] [data-drawn=true]`).waitFor()
  await screenshot(ada.page, '107-custom-emoji-in-text')
})

const installed = () => ada.page.locator('[data-installed] strong').allInnerTexts()
const isOrder = (...titles) => eventually(`the order ${titles}`, async () => {
  assert.deepEqual(await installed(), titles)
  return true
})

step('sets are put in order', async () => {
  await ada.go('settings/stickers')
  await isOrder('Mixed', 'Botschaft')
  await ada.page.getByRole('button', { name: 'Move Mixed down' }).click()
  await isOrder('Botschaft', 'Mixed')
  await screenshot(ada.page, '104-sticker-settings')
  await ada.page.reload()
  await isOrder('Botschaft', 'Mixed')
  await ada.page.getByRole('button', { name: 'Move Mixed up' }).click()
  await isOrder('Mixed', 'Botschaft')
})

step('sets are put away and taken out again', async () => {
  await ada.page.getByRole('button', { name: 'Archive Botschaft' }).click()
  await ada.page.locator('[data-archived] li').waitFor()
  await isOrder('Mixed')
  await ada.page.getByRole('button', { name: 'Use Botschaft again' }).click()
  await eventually('both are there', async () => (await installed()).length === 2)
  for (const title of ['Mixed', 'Botschaft']) await ada.page.getByRole('button', { name: `Remove ${title}` }).click()
  await ada.page.getByText('No sets were added yet.').waitFor()
})

noComplaints(stage)
