// The list of chats with groups and channels in it: making them, muting, archiving, pinning, folders.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

const ADA = '+49 30 5550101'
const CHARLES = '+49 30 5550102'
const GRACE = '+49 30 5550103'

let ada
let charles
let grace

const stage = setStage('list', async () => {
  ada = await stage.desktop('ada')
  charles = await stage.phone('charles', { locale: 'en-GB', colorScheme: 'dark' })
  grace = await stage.desktop('grace', { locale: 'de-DE', colorScheme: 'dark' })
})

const menu = async (who, name, action) => {
  await who.row(name).locator('a').click({ button: 'right' })
  await who.page.getByRole('menuitem', { name: action, exact: true }).click()
}
const names = (who) => who.page.locator('[data-rows] li strong').allInnerTexts()

async function pick(who, query, name) {
  const dialog = who.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(query)
  await dialog.getByRole('checkbox', { name }).click()
}

step('three people sign up', async () => {
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  await grace.signUp(GRACE, 'Grace', 'Hopper')
  await charles.takeUsername('babbage')
  await grace.takeUsername('amazing')
})

step('a group is made of people who are searched for', async () => {
  await ada.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await ada.page.getByRole('menuitem', { name: 'New group' }).click()
  await pick(ada, 'babbage', /Charles Babbage/)
  await pick(ada, 'amazing', /Grace Hopper/)
  await screenshot(ada.page, '30-pick-people')
  await ada.page.getByRole('button', { name: 'Continue' }).click()
  await ada.page.locator('input[name=chat-title]').fill('Analytical Society')
  await ada.page.locator('textarea[name=chat-about]').fill('Engines of all kinds')
  await screenshot(ada.page, '31-new-group')
  await ada.page.getByRole('button', { name: 'Create' }).click()
  await ada.row('Analytical Society').waitFor()
  await charles.row('Analytical Society').waitFor()
  await grace.row('Analytical Society').waitFor()
})

step('a public channel is made, its name checked', async () => {
  await ada.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await ada.page.getByRole('menuitem', { name: 'New channel' }).click()
  const dialog = ada.page.getByRole('dialog')
  await dialog.locator('input[name=chat-title]').fill('Notes on the Engine')
  await dialog.getByRole('radio', { name: 'Public: everybody here' }).check()
  await dialog.locator('input[name=chat-username]').fill('babbage')
  await dialog.getByText('This username is taken.').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Continue' }).isDisabled(), true)
  await dialog.locator('input[name=chat-username]').fill('engine_notes')
  await eventually('the name is free', () => dialog.getByRole('button', { name: 'Continue' }).isEnabled())
  await screenshot(ada.page, '32-new-channel')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await pick(ada, 'babbage', /Charles Babbage/)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await ada.row('Notes on the Engine').waitFor()
  await charles.row('Notes on the Engine').waitFor()
})

step('a row says who wrote, and counts', async () => {
  await ada.open('Analytical Society')
  await ada.write('The engine weaves algebraic patterns.')
  await charles.row('Analytical Society').getByText('Ada:').waitFor()
  await charles.row('Analytical Society').getByLabel('2 unread messages').waitFor()
  await ada.row('Analytical Society').getByText('You:').waitFor()
  await screenshot(charles.page, '33-list-phone-dark')
})

step('a mention is shown beside the count', async () => {
  await ada.write('@babbage, what do you say?')
  await charles.row('Analytical Society').getByText('1 mention of you').waitFor({ state: 'attached' })
})

step('muting is shown, and takes the chat out of the count', async () => {
  await menu(charles, 'Analytical Society', 'Mute')
  await charles.row('Analytical Society').getByText('muted').waitFor({ state: 'attached' })
  await eventually('nothing is counted', async () => (await charles.page.locator('nav a[href="#/"] b').count()) === 0)
  await menu(charles, 'Analytical Society', 'Unmute')
  await charles.page.locator('nav a[href="#/"] b').waitFor()
})

step('pinning goes on top, marking as unread shows', async () => {
  await menu(ada, 'Notes on the Engine', 'Pin')
  await eventually('it is on top', async () => (await names(ada))[0] === 'Notes on the Engine')
  await menu(ada, 'Analytical Society', 'Mark as unread')
  await ada.row('Analytical Society').getByLabel('Mark as unread').waitFor()
  await menu(ada, 'Analytical Society', 'Mark as read')
  await ada.row('Analytical Society').getByLabel('Mark as unread').waitFor({ state: 'detached' })
})

step('a chat is archived by the menu and comes back', async () => {
  await menu(ada, 'Analytical Society', 'Archive')
  await ada.page.locator('a[href="#/archive"]').waitFor()
  assert.deepEqual((await names(ada)).includes('Analytical Society'), false)
  await screenshot(ada.page, '34-archive-row')
  await ada.page.locator('a[href="#/archive"]').click()
  await ada.row('Analytical Society').waitFor()
  await screenshot(ada.page, '35-archive')
  await menu(ada, 'Analytical Society', 'Take out of the archive')
  await ada.page.getByText('The archive is empty').waitFor()
  await ada.page.getByRole('button', { name: 'Back' }).first().click()
  await ada.row('Analytical Society').waitFor()
})

step('a swipe archives on a phone', async () => {
  const box = await charles.row('Notes on the Engine').locator('a').boundingBox()
  const touch = await charles.page.context().newCDPSession(charles.page)
  const at = (x) => [{ x, y: box.y + box.height / 2 }]
  const start = box.x + box.width - 30
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(start) })
  for (let by = 10; by <= 120; by += 10)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(start - by) })
  await screenshot(charles.page, '36-swipe')
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await charles.page.locator('a[href="#/archive"]').waitFor()
  await charles.row('Notes on the Engine').waitFor({ state: 'detached' })
})

step('the list is walked by keys', async () => {
  await ada.page.locator('[data-rows] li a').first().focus()
  await ada.page.keyboard.press('ArrowDown')
  const focused = () => ada.page.evaluate(() => document.activeElement.querySelector('strong')?.textContent)
  await eventually('the second row has the focus', async () => (await focused()) === (await names(ada))[1])
  await ada.page.keyboard.press('Home')
  await eventually('the first row has the focus', async () => (await focused()) === (await names(ada))[0])
  await ada.page.keyboard.press('Shift+F10')
  await ada.page.getByRole('menu').waitFor()
  await ada.page.keyboard.press('Escape')
})

step('a folder is made, used, ordered and deleted', async () => {
  await ada.go('settings/folders')
  await ada.page.getByRole('button', { name: 'New folder' }).click()
  const dialog = ada.page.getByRole('dialog')
  await dialog.locator('input[name=folder-title]').fill('Channels')
  await dialog.getByText('Say what belongs in the folder.').waitFor()
  await dialog.getByRole('switch', { name: 'Channels', exact: true }).check()
  await screenshot(ada.page, '37-folder-editor')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await ada.page.getByRole('button', { name: 'Channels', exact: true }).waitFor()
  await screenshot(ada.page, '38-folders')
  await ada.go('')
  await ada.page.getByRole('tab', { name: 'Channels' }).click()
  await eventually('only channels are shown', async () => (await names(ada)).join() === 'Notes on the Engine')
  await screenshot(ada.page, '39-folder-tab')
  await ada.page.keyboard.press('ArrowLeft')
  await ada.row('Analytical Society').waitFor()
  await ada.go('settings/folders')
  await ada.page.getByRole('button', { name: 'Move Channels up' }).click()
  await eventually('it is the first', async () =>
    (await ada.page.locator('.card li .name').allInnerTexts())[0].trim() === 'Channels')
  await ada.page.getByRole('button', { name: 'Channels', exact: true }).click()
  await dialog.getByRole('button', { name: 'Delete…' }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await ada.page.getByRole('button', { name: 'Channels', exact: true }).waitFor({ state: 'detached' })
  await ada.go('')
})

step('a group is left, a channel deleted for all', async () => {
  await menu(grace, 'Analytical Society', 'Gruppe verlassen')
  await screenshot(grace.page, '40-leave-dark-german')
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Verlassen' }).click()
  await grace.row('Analytical Society').waitFor({ state: 'detached' })
  await menu(ada, 'Notes on the Engine', 'Leave channel')
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete for all…' }).click()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete for all' }).click()
  await ada.row('Notes on the Engine').waitFor({ state: 'detached' })
})

noComplaints(stage)
