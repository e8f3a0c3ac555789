// A group grows up: it becomes a supergroup, its content is protected, what admins did is listed, and it is handed over.
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'

const GROUP = 'Inner Circle'
const PASSWORD = 'difference engine'

let ada
let charles

const stage = setStage('supervision', async () => {
  ada = await stage.desktop('ada')
  charles = await stage.phone('charles', { colorScheme: 'dark' })
})

step('a basic group becomes a supergroup', async () => {
  await ada.signUp('+49 30 5550501', 'Ada', 'Lovelace')
  await charles.signUp('+49 30 5550502', 'Charles', 'Babbage')
  await charles.takeUsername('babbage')
  await ada.create('group', GROUP, { people: ['babbage'] })
  await ada.openPanel(GROUP)
  await ada.panel.getByRole('button', { name: 'Name and type' }).click()
  await ada.panel.getByRole('button', { name: 'Make it a supergroup' }).click()
  await ada.page.waitForURL(/#\/chat\/-100/)
  await ada.openPanel(GROUP)
  await ada.panel.getByRole('button', { name: 'Recent actions' }).waitFor()
})

step('its content is protected', async () => {
  await ada.panel.getByRole('button', { name: 'Name and type' }).click()
  await ada.panel.getByRole('switch', { name: /^Protect content/ }).click()
  await ada.panel.getByRole('switch', { name: /^Protect content/, checked: true }).waitFor()
  await screenshot(ada.page, '90-switches')
  await ada.panel.getByRole('button', { name: 'Back' }).click()
})

step('what was done is listed, and can be filtered', async () => {
  await ada.panel.getByRole('button', { name: 'Recent actions' }).click()
  await ada.panel.getByText('switched on: Protect content').waitFor()
  await screenshot(ada.page, '91-admin-log')
  await ada.panel.getByRole('tab', { name: 'Messages' }).click()
  await ada.panel.getByText('Nothing has happened in the last days.').waitFor()
  await ada.panel.getByRole('button', { name: 'Back' }).click()
})

step('handing over asks for the password, and says that one is needed', async () => {
  await ada.panel.getByRole('button', { name: /^Members/ }).click()
  await ada.panel.getByRole('button', { name: 'Actions for Charles Babbage' }).click()
  await ada.page.getByRole('menuitem', { name: 'Hand over ownership' }).click()
  await ada.dialog.locator('input[name=password]').fill(PASSWORD)
  await ada.dialog.getByRole('button', { name: 'Hand over', exact: true }).click()
  await ada.dialog.getByText('Set a two-step password in the settings first.').waitFor()
  await screenshot(ada.page, '92-hand-over')
  await ada.dialog.getByRole('button', { name: 'Cancel' }).click()
})

noComplaints(stage)
