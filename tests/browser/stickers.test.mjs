// Stickers in the web client: a set is added, sent from and put away; read by another client.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { received } from './lib/files.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'

const ADA = '+49 30 5720001'

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

const panel = () => ada.page.locator('[data-media-panel]')
const openTab = async (name) => {
  if ((await panel().count()) === 0) await ada.page.locator('[data-media-button]').click()
  await panel().getByRole('tab', { name, exact: true }).click()
}
const sticker = (where) => panel().locator(where).getByRole('button', { name: /^Send sticker/ })
const isSticker = (it) => it.media?.type === 'sticker'

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

step('emoji are written where the cursor is', async () => {
  const field = ada.page.locator('main textarea')
  await field.fill('ab')
  await field.evaluate((it) => it.setSelectionRange(1, 1))
  await openTab('Emoji')
  await panel().getByRole('button', { name: '😀', exact: true }).click()
  await screenshot(ada.page, '102-emoji')
  assert.equal(await field.inputValue(), 'a😀b')
  await ada.page.keyboard.press('Escape')
  await field.fill('')
})

step('sets are put away and taken out again', async () => {
  await ada.go('settings/stickers')
  await ada.page.locator('[data-installed]').getByText('Botschaft').waitFor()
  await screenshot(ada.page, '104-sticker-settings')
  await ada.page.getByRole('button', { name: /^Archive / }).click()
  await ada.page.locator('[data-archived] li').waitFor()
  await ada.page.getByRole('button', { name: /^Use .* again$/ }).click()
  await ada.page.locator('[data-installed] li').waitFor()
  await ada.page.getByRole('button', { name: /^Remove / }).click()
  await ada.page.getByText('No sets were added yet.').waitFor()
})

noComplaints(stage)
