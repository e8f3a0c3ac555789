// A group grows up: it becomes a supergroup, its content is protected, what admins did is listed, and it is handed over.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { originOf, startServer } from './lib/world.mjs'

const GROUP = 'Inner Circle'
const PASSWORD = 'difference engine'

let server
let browser
let ada
let charles

before(async () => {
  server = await startServer('--no-flood-limits')
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed'))
  ada = new Client(await browser.device('ada'), server)
  charles = new Client(await browser.phone('charles', { colorScheme: 'dark' }), server)
})

after(async () => {
  await browser.stop()
  await server.stop()
})

const panel = (who) => who.page.getByRole('complementary')
const dialog = () => ada.page.getByRole('dialog')

step('a basic group becomes a supergroup', async () => {
  await ada.signUp('+49 30 5550501', 'Ada', 'Lovelace')
  await charles.signUp('+49 30 5550502', 'Charles', 'Babbage')
  await charles.go('settings/profile')
  await charles.page.locator('input[name=username]').fill('babbage')
  await charles.page.locator('button[type=submit]').click()
  await charles.page.getByText('Gespeichert', { exact: true }).waitFor()
  await charles.go('')
  await ada.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await ada.page.getByRole('menuitem', { name: 'New group' }).click()
  await dialog().getByRole('textbox').fill('babbage')
  await dialog().getByRole('checkbox', { name: /Charles/ }).click()
  await dialog().getByRole('button', { name: 'Continue' }).click()
  await dialog().locator('input[name=chat-title]').fill(GROUP)
  await dialog().getByRole('button', { name: 'Create' }).click()
  await ada.page.getByRole('button', { name: `Show information about ${GROUP}` }).click()
  await panel(ada).getByRole('button', { name: 'Name and type' }).click()
  await panel(ada).getByRole('button', { name: 'Make it a supergroup' }).click()
  await ada.page.waitForURL(/#\/chat\/-100/)
  await ada.page.getByRole('button', { name: `Show information about ${GROUP}` }).click()
  await panel(ada).getByRole('button', { name: 'Recent actions' }).waitFor()
})

step('its content is protected', async () => {
  await panel(ada).getByRole('button', { name: 'Name and type' }).click()
  await panel(ada).getByRole('switch', { name: /^Protect content/ }).click()
  await panel(ada).getByRole('switch', { name: /^Protect content/, checked: true }).waitFor()
  await screenshot(ada.page, '90-switches')
  await panel(ada).getByRole('button', { name: 'Back' }).click()
})

step('what was done is listed, and can be filtered', async () => {
  await panel(ada).getByRole('button', { name: 'Recent actions' }).click()
  await panel(ada).getByText('switched on: Protect content').waitFor()
  await screenshot(ada.page, '91-admin-log')
  await panel(ada).getByRole('tab', { name: 'Messages' }).click()
  await panel(ada).getByText('Nothing has happened in the last days.').waitFor()
  await panel(ada).getByRole('button', { name: 'Back' }).click()
})

step('handing over asks for the password, and says that one is needed', async () => {
  await panel(ada).getByRole('button', { name: /^Members/ }).click()
  await panel(ada).getByRole('button', { name: 'Actions for Charles Babbage' }).click()
  await ada.page.getByRole('menuitem', { name: 'Hand over ownership' }).click()
  await dialog().locator('input[name=password]').fill(PASSWORD)
  await dialog().getByRole('button', { name: 'Hand over', exact: true }).click()
  await dialog().getByText('Set a two-step password in the settings first.').waitFor()
  await screenshot(ada.page, '92-hand-over')
  await dialog().getByRole('button', { name: 'Cancel' }).click()
})

step('no page complained', () => {
  assert.deepEqual(browser.complaints, [])
})
