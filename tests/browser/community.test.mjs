// What admins decide beyond rights: topics, which reactions are allowed, the discussion group of a channel.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { eventually, originOf, startServer } from './lib/world.mjs'

const ADA = '+49 30 5550401'

let server
let browser
let ada

before(async () => {
  server = await startServer('--no-flood-limits')
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed'))
  ada = new Client(await browser.device('ada', { colorScheme: 'dark' }), server)
})

after(async () => {
  await browser.stop()
  await server.stop()
})

const panel = () => ada.page.getByRole('complementary')
const dialog = () => ada.page.getByRole('dialog')
const topic = (title) => ada.page.locator('[data-topics] li', { hasText: title })

async function create(kind, title, username) {
  await ada.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await ada.page.getByRole('menuitem', { name: `New ${kind}` }).click()
  if (kind === 'group') await dialog().getByRole('button', { name: 'Continue' }).click()
  await dialog().locator('input[name=chat-title]').fill(title)
  await dialog().getByRole('radio', { name: 'Public: everybody here' }).check()
  await dialog().locator('input[name=chat-username]').fill(username)
  const next = dialog().getByRole('button', { name: kind === 'group' ? 'Create' : 'Continue' })
  await eventually('the name is free', () => next.isEnabled())
  await next.click()
  if (kind === 'channel') await dialog().getByRole('button', { name: 'Create' }).click()
  await ada.page.locator('main').getByText(title).first().waitFor()
}

async function openPanel(name) {
  await ada.page.getByRole('button', { name: `Show information about ${name}` }).click()
  await panel().getByRole('heading', { name, exact: true }).waitFor()
}

step('a group gets topics', async () => {
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  await create('group', 'Analytical Society', 'analytical')
  await openPanel('Analytical Society')
  await panel().getByRole('button', { name: 'Name and type' }).click()
  await panel().getByRole('switch', { name: /^Topics/ }).click()
  await ada.page.getByRole('button', { name: 'New topic' }).waitFor()
  await eventually('topics are on', () => panel().getByRole('switch', { name: /^Topics/ }).isChecked())
  await screenshot(ada.page, '80-topics-switch-dark')
  await panel().getByRole('button', { name: 'Close' }).click()
})

step('topics are begun, named anew, pinned and closed', async () => {
  for (const title of ['Engines', 'Looms']) {
    await ada.page.getByRole('button', { name: 'New topic' }).click()
    await dialog().locator('input[name=topic-title]').fill(title)
    if (title === 'Looms') await dialog().getByRole('radio', { name: 'Colour 4' }).check()
    await dialog().getByRole('button', { name: 'Create' }).click()
    await topic(title).waitFor()
  }
  const menu = async (title, action) => {
    await topic(title).locator('a').click({ button: 'right' })
    await ada.page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  await menu('Engines', 'Rename')
  await dialog().locator('input[name=topic-title]').fill('Difference Engines')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await topic('Difference Engines').waitFor()
  await menu('Difference Engines', 'Pin')
  await eventually('it is on top', async () =>
    (await ada.page.locator('[data-topics] strong').first().innerText()) === 'Difference Engines')
  await menu('Looms', 'Close')
  await topic('Looms').getByTitle('Closed topic').waitFor()
  await screenshot(ada.page, '81-topics-dark')
})

step('only some reactions are allowed', async () => {
  await openPanel('Analytical Society')
  await panel().getByRole('button', { name: 'Reactions' }).click()
  await panel().getByRole('radio', { name: 'Some' }).check()
  await panel().getByRole('checkbox', { name: '😢' }).click()
  await screenshot(ada.page, '82-reactions-dark')
  await panel().getByRole('button', { name: 'Save' }).click()
  await panel().getByRole('button', { name: 'Reactions' }).click()
  assert.equal(await panel().getByRole('radio', { name: 'Some' }).isChecked(), true)
  assert.equal(await panel().getByRole('checkbox', { name: '😢' }).getAttribute('aria-checked'), 'false')
  await panel().getByRole('button', { name: 'Close' }).click()
})

step('a channel gets a discussion group, and loses it', async () => {
  await create('group', 'Letters to the Editor', 'editor_letters')
  await create('channel', 'Notes on the Engine', 'engine_notes')
  await openPanel('Notes on the Engine')
  await panel().getByRole('button', { name: 'Discussion' }).click()
  const row = panel().locator('li', { hasText: 'Letters to the Editor' })
  await row.getByRole('button', { name: 'Link' }).click()
  await panel().getByRole('button', { name: 'Unlink' }).waitFor()
  await screenshot(ada.page, '83-discussion-dark')
  await panel().getByRole('button', { name: 'Unlink' }).click()
  await row.waitFor()
})

step('no page complained', () => {
  assert.deepEqual(browser.complaints, [])
})
