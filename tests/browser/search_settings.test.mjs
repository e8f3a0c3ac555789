// Searching everywhere, and who may see what: people, chats, messages, hashtags; privacy and notices.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

let ada
let charles

const stage = setStage('search', async () => {
  ada = await stage.desktop('ada')
  charles = await stage.phone('charles', { colorScheme: 'dark' })
})

const search = (who, query) => who.page.locator('#search-chats').fill(query)

step('a public channel has posts', async () => {
  await ada.signUp('+49 30 5550301', 'Ada', 'Lovelace')
  await charles.signUp('+49 30 5550302', 'Charles', 'Babbage')
  await ada.takeUsername('lovelace')
  await charles.takeUsername('babbage')
  await ada.create('channel', 'Notes on the Engine', { username: 'engine_notes' })
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
  await search(ada, '')
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

const setting = (key) => ada.page.getByRole('button', { name: new RegExp(`^${key}`) })
const exceptions = (title) => ada.dialog.locator('.exception', { hasText: title })

async function except(title, ...queries) {
  await exceptions(title).getByRole('button', { name: 'Choose' }).click()
  await ada.pick(...queries)
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
}

step('who sees one’s number is chosen, with a person and a group that always may', async () => {
  await ada.create('group', 'Analytical Society', { people: ['babbage'] })
  await ada.go('settings/privacy')
  await setting('Phone number').click()
  await ada.dialog.getByRole('radio', { name: 'Nobody' }).check()
  assert.equal(await exceptions('Never').count(), 0, 'nobody can be left out of nobody')
  await except('Always', 'babbage', 'Analytical')
  await exceptions('Always').getByText('Charles Babbage, Analytical Society').waitFor()
  await screenshot(ada.page, '73-privacy-rule')
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await setting('Phone number').getByText('Nobody').waitFor()
  await screenshot(ada.page, '74-privacy')
  await ada.page.reload()
  await setting('Phone number').getByText('Nobody').waitFor()
  await setting('Phone number').click()
  await exceptions('Always').getByText('Charles Babbage').waitFor()
  await exceptions('Always').getByText('Analytical Society').waitFor()
})

step('an exception is taken back', async () => {
  await exceptions('Always').getByRole('button', { name: 'Choose' }).click()
  await ada.dialog.getByRole('button', { name: 'Do not take Analytical Society' }).click()
  await ada.dialog.getByRole('button', { name: 'Do not take Charles Babbage' }).click()
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await ada.dialog.waitFor({ state: 'detached' })
  await setting('Phone number').click()
  assert.equal(await exceptions('Always').locator('small').innerText(), '')
  await ada.dialog.getByRole('button', { name: 'Cancel' }).click()
})

step('who may never see when one was here does not', async () => {
  const status = () => charles.page.locator('main [data-status]')
  await charles.go('')
  await charles.find('lovelace', 'Ada Lovelace')
  await status().getByText(/^online$|gesehen$/).waitFor()
  await setting('Last seen').click()
  await ada.dialog.getByRole('radio', { name: 'Everybody' }).check()
  await except('Never', 'babbage')
  await exceptions('Never').getByText('Charles Babbage').waitFor()
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await ada.dialog.waitFor({ state: 'detached' })
  await charles.page.reload()
  await status().getByText('vor Kurzem gesehen', { exact: true }).waitFor()
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

noComplaints(stage)
