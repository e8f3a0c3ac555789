// What admins decide beyond rights: topics, which reactions are allowed, the discussion group of a channel.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

let ada

const stage = setStage('community', async () => {
  ada = await stage.desktop('ada', { colorScheme: 'dark' })
})

const topic = (title) => ada.page.locator('[data-topics] li', { hasText: title })

step('a group gets topics', async () => {
  await ada.signUp('+49 30 5550401', 'Ada', 'Lovelace')
  await ada.create('group', 'Analytical Society', { username: 'analytical' })
  await ada.openPanel('Analytical Society')
  await ada.panel.getByRole('button', { name: 'Name and type' }).click()
  await ada.panel.getByRole('switch', { name: /^Topics/ }).click()
  await ada.page.getByRole('button', { name: 'New topic' }).waitFor()
  await eventually('topics are on', () => ada.panel.getByRole('switch', { name: /^Topics/ }).isChecked())
  await screenshot(ada.page, '80-topics-switch-dark')
  await ada.panel.getByRole('button', { name: 'Close' }).click()
})

step('topics are begun, named anew, pinned and closed', async () => {
  for (const title of ['Engines', 'Looms']) {
    await ada.page.getByRole('button', { name: 'New topic' }).click()
    await ada.dialog.locator('input[name=topic-title]').fill(title)
    if (title === 'Looms') await ada.dialog.getByRole('radio', { name: 'Colour 4' }).check()
    await ada.dialog.getByRole('button', { name: 'Create' }).click()
    await topic(title).waitFor()
  }
  const menu = async (title, action) => {
    await topic(title).locator('a').click({ button: 'right' })
    await ada.page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  await menu('Engines', 'Rename')
  await ada.dialog.locator('input[name=topic-title]').fill('Difference Engines')
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await topic('Difference Engines').waitFor()
  await menu('Difference Engines', 'Pin')
  await eventually('it is on top', async () =>
    (await ada.page.locator('[data-topics] strong').first().innerText()) === 'Difference Engines')
  await menu('Looms', 'Close')
  await topic('Looms').getByTitle('Closed topic').waitFor()
  await screenshot(ada.page, '81-topics-dark')
})

step('only some reactions are allowed', async () => {
  await ada.openPanel('Analytical Society')
  await ada.panel.getByRole('button', { name: 'Reactions' }).click()
  await ada.panel.getByRole('radio', { name: 'Some' }).check()
  await ada.panel.getByRole('checkbox', { name: '😢' }).click()
  await screenshot(ada.page, '82-reactions-dark')
  await ada.panel.getByRole('button', { name: 'Save' }).click()
  await ada.panel.getByRole('button', { name: 'Reactions' }).click()
  assert.equal(await ada.panel.getByRole('radio', { name: 'Some' }).isChecked(), true)
  assert.equal(await ada.panel.getByRole('checkbox', { name: '😢' }).getAttribute('aria-checked'), 'false')
  assert.ok((await ada.panel.getByRole('checkbox').count()) > 30, 'all that the server takes are offered')
  await ada.panel.getByRole('button', { name: 'Close' }).click()
})

step('a channel gets a discussion group, and loses it', async () => {
  await ada.create('group', 'Letters to the Editor', { username: 'editor_letters' })
  await ada.create('channel', 'Notes on the Engine', { username: 'engine_notes' })
  await ada.openPanel('Notes on the Engine')
  await ada.panel.getByRole('button', { name: 'Discussion' }).click()
  const row = ada.panel.locator('li', { hasText: 'Letters to the Editor' })
  await row.getByRole('button', { name: 'Link' }).click()
  await ada.panel.getByRole('button', { name: 'Unlink' }).waitFor()
  await screenshot(ada.page, '83-discussion-dark')
  await ada.panel.getByRole('button', { name: 'Unlink' }).click()
  await row.waitFor()
})

noComplaints(stage)
