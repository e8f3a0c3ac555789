// Searching everywhere, and who may see what: people, chats, messages, hashtags; privacy and notices.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { eventually, originOf, startServer } from './lib/world.mjs'

const ADA = '+49 30 5550301'
const CHARLES = '+49 30 5550302'

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

const dialog = (who) => who.page.getByRole('dialog')
const search = (who, query) => who.page.locator('#search-chats').fill(query)

step('a public channel has posts', async () => {
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  await ada.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await ada.page.getByRole('menuitem', { name: 'New channel' }).click()
  await dialog(ada).locator('input[name=chat-title]').fill('Notes on the Engine')
  await dialog(ada).getByRole('radio', { name: 'Public: everybody here' }).check()
  await dialog(ada).locator('input[name=chat-username]').fill('engine_notes')
  await eventually('the name is free', () => dialog(ada).getByRole('button', { name: 'Continue' }).isEnabled())
  await dialog(ada).getByRole('button', { name: 'Continue' }).click()
  await dialog(ada).getByRole('button', { name: 'Create' }).click()
  await ada.page.locator('main textarea').waitFor()
  await ada.write('The engine weaves algebraic patterns as the loom weaves flowers. #weaving')
  await ada.write('Nothing of the kind.')
  await ada.sees('Nothing of the kind.')
})

step('a message is found from everywhere and leads to its place', async () => {
  await search(ada, 'flowers')
  await ada.page.getByRole('tab', { name: 'Messages' }).click()
  await ada.page.locator('[data-rows] li', { hasText: 'loom weaves flowers' }).waitFor()
  await screenshot(ada.page, '70-search-messages')
  await ada.page.locator('[data-rows] li a').first().click()
  await ada.page.locator('main .highlighted, main [data-id]', { hasText: 'flowers' }).first().waitFor()
})

step('somebody else finds the channel by name, and its post by the hashtag', async () => {
  await search(charles, 'engine_no')
  await charles.row('Notes on the Engine').waitFor()
  await screenshot(charles.page, '71-search-peers-phone-dark-german')
  await search(charles, '#weaving')
  await charles.page.getByRole('tab', { name: 'Öffentliche Beiträge' }).click()
  await charles.page.locator('[data-rows] li', { hasText: '#weaving' }).click()
  await charles.page.locator('main').getByText('loom weaves flowers').waitFor()
  await screenshot(charles.page, '72-found-post-phone-dark-german')
})

step('who sees one’s number is chosen, with an exception', async () => {
  await ada.go('settings/privacy')
  await ada.page.getByRole('button', { name: /^Phone number/ }).click()
  await dialog(ada).getByRole('radio', { name: 'Nobody' }).check()
  await screenshot(ada.page, '73-privacy-rule')
  await dialog(ada).getByRole('button', { name: 'Choose' }).click()
  await dialog(ada).getByRole('textbox').fill('Charles')
  await dialog(ada).getByRole('checkbox', { name: /Charles/ }).waitFor({ timeout: 1_000 }).catch(() => {})
  await dialog(ada).getByRole('button', { name: 'Save' }).click()
  await dialog(ada).getByRole('button', { name: 'Save' }).click()
  await ada.page.getByRole('button', { name: /^Phone number/ }).getByText('Nobody').waitFor()
  await screenshot(ada.page, '74-privacy')
  await ada.page.reload()
  await ada.page.getByRole('button', { name: /^Phone number/ }).getByText('Nobody').waitFor()
})

step('silent kinds and exceptions', async () => {
  await ada.go('settings/notifications')
  await ada.page.getByText('No chat has settings of its own.').waitFor()
  await ada.page.getByRole('switch', { name: 'Channels' }).click()
  await ada.go('')
  await ada.row('Notes on the Engine').getByText('muted').waitFor({ state: 'attached' })
  await ada.row('Notes on the Engine').locator('a').click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Unmute', exact: true }).click()
  await ada.row('Notes on the Engine').getByText('muted').waitFor({ state: 'detached' })
  await ada.go('settings/notifications')
  await ada.page.getByText('Notes on the Engine').first().waitFor()
  assert.equal(await ada.page.getByRole('switch', { name: 'Channels' }).isChecked(), false)
  await screenshot(ada.page, '75-notices')
  await ada.page.getByRole('button', { name: 'Like the others' }).click()
  await ada.page.getByText('No chat has settings of its own.').waitFor()
})

step('no page complained', () => {
  assert.deepEqual(browser.complaints, [])
})
