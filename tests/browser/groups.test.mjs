// Managing groups: the panel, members and admins, permissions, invite links and requests to join.
import assert from 'node:assert/strict'
import { png } from '../interop/lib/files.mjs'
import { screenshot } from './lib/browser.mjs'
import { cutCards, lowTargets } from './lib/fit.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'

const ADA = '+49 30 5550201'
const CHARLES = '+49 30 5550202'
const GRACE = '+49 30 5550203'
const GROUP = 'Analytical Society'

let ada
let charles
let grace
let invite

const stage = setStage('groups', async () => {
  ada = await stage.desktop('ada', { permissions: ['clipboard-read', 'clipboard-write'] })
  charles = await stage.phone('charles', { locale: 'en-GB', colorScheme: 'dark' })
})

const memberMenu = async (who, name, action) => {
  await who.panel.getByRole('button', { name: `Actions for ${name}` }).click()
  await who.page.getByRole('menuitem', { name: action, exact: true }).click()
}

step('two people sign up, one makes a public group', async () => {
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  await charles.takeUsername('babbage')
  await ada.create('group', GROUP, { username: 'analytical', people: ['babbage'] })
  await charles.row(GROUP).waitFor()
})

step('the panel shows what a group is', async () => {
  await ada.openPanel(GROUP)
  await ada.panel.getByText('2 members').waitFor()
  await screenshot(ada.page, '50-group-panel')
})

step('name and description are changed', async () => {
  await ada.panel.getByRole('button', { name: 'Name and type' }).click()
  await ada.panel.locator('textarea[name=chat-about]').fill('Engines of all kinds')
  const chooser = ada.page.waitForEvent('filechooser')
  await ada.panel.getByRole('button', { name: 'Choose a picture' }).click()
  await (await chooser).setFiles([{ name: 'engine.png', mimeType: 'image/png', buffer: png(500, 400, 1) }])
  await ada.dialog.getByRole('button', { name: 'Use this picture' }).click()
  await ada.panel.getByRole('button', { name: 'Remove picture' }).waitFor()
  await screenshot(ada.page, '51-edit-group')
  assert.deepEqual(await cutCards(ada.page), [])
  await ada.panel.getByRole('button', { name: 'Save', exact: true }).click()
  await ada.panel.getByText('Engines of all kinds').waitFor()
})

step('permissions of members are taken, and it is seen at once', async () => {
  await ada.panel.getByRole('button', { name: 'Permissions' }).click()
  await ada.panel.getByRole('switch', { name: 'Send polls' }).click()
  await eventually('polls are off', async () =>
    !(await ada.panel.getByRole('switch', { name: 'Send polls' }).isChecked()))
  await ada.panel.getByRole('button', { name: /^Send attachments 7\/7/ }).click()
  await ada.panel.getByRole('switch', { name: 'Voice messages' }).click()
  await ada.panel.getByRole('button', { name: /^Send attachments 6\/7/ }).waitFor()
  assert.equal(await ada.panel.getByRole('switch', { name: 'Photos' }).isChecked(), true)
  assert.equal(await ada.panel.getByRole('switch', { name: 'Send polls' }).isChecked(), false, 'others stay as they are')
  await ada.panel.getByRole('radio', { name: '30 seconds' }).check()
  await eventually('slow mode is on', () => ada.panel.getByRole('radio', { name: '30 seconds' }).isChecked())
  await screenshot(ada.page, '52-permissions')
  await ada.panel.getByRole('radio', { name: 'Off' }).check()
  await ada.panel.getByRole('button', { name: 'Back' }).click()
})

step('a member becomes an admin with a title', async () => {
  await ada.panel.getByRole('button', { name: /^Members/ }).click()
  await memberMenu(ada, 'Charles Babbage', 'Make admin')
  await ada.dialog.getByRole('switch', { name: 'Pin messages' }).click()
  await ada.dialog.locator('input[name=rank]').fill('engineer')
  await screenshot(ada.page, '53-admin-rights')
  await ada.dialog.getByRole('button', { name: 'Make admin' }).click()
  await ada.panel.getByText('engineer').waitFor()
  await ada.panel.getByRole('tab', { name: 'Admins' }).click()
  await eventually('both are admins', async () => (await ada.panel.locator('[data-rows] li').count()) === 2)
  await screenshot(ada.page, '54-admins')
})

step('the admin sees the same on a phone', async () => {
  await charles.open(GROUP)
  await charles.openPanel(GROUP)
  await screenshot(charles.page, '55-group-panel-phone-dark')
  assert.deepEqual(await cutCards(charles.page), [])
  assert.deepEqual(await lowTargets(charles.page), [])
  await charles.panel.getByRole('button', { name: /^Members/ }).click()
  await charles.panel.getByText('engineer').waitFor()
  await screenshot(charles.page, '56-members-phone-dark')
  await charles.page.keyboard.press('Escape')
  await charles.page.keyboard.press('Escape')
})

step('the admin is dismissed, restricted, and released', async () => {
  await memberMenu(ada, 'Charles Babbage', 'Edit admin rights')
  await ada.dialog.getByRole('button', { name: 'Dismiss as admin' }).click()
  await ada.dialog.waitFor({ state: 'detached' })
  await ada.panel.getByRole('tab', { name: 'All' }).click()
  await memberMenu(ada, 'Charles Babbage', 'Restrict')
  await ada.dialog.getByRole('switch', { name: 'Send text' }).click()
  await ada.dialog.getByRole('radio', { name: '1 day' }).check()
  await screenshot(ada.page, '57-restrict')
  await ada.dialog.getByRole('button', { name: 'Save' }).click()
  await charles.page.getByText(/You may not write here until/).waitFor()
  await ada.panel.getByRole('tab', { name: 'Restricted' }).click()
  await memberMenu(ada, 'Charles Babbage', 'Lift the restrictions')
  await charles.page.locator('main textarea').waitFor()
})

step('a public link opens the group for somebody new', async () => {
  grace = await stage.desktop('grace', { locale: 'de-DE', colorScheme: 'dark' })
  const { page } = grace
  await page.goto(`${stage.origin}/analytical`)
  await page.getByText('Melde dich an, dann öffnet sich der Link').waitFor()
  assert.equal(await page.getByRole('link', { name: 'In einer anderen App öffnen' }).getAttribute('href'), 'tg://resolve?domain=analytical')
  await screenshot(page, '58-link-sign-in-german')
  await grace.signUp(GRACE, 'Grace', 'Hopper')
  await page.locator('main').getByRole('button', { name: 'Beitreten' }).click()
  await page.locator('main textarea').waitFor()
  await grace.write('Guten Tag!')
  await charles.sees('Guten Tag!')
})

step('somebody is removed and may come back', async () => {
  await ada.panel.getByRole('tab', { name: 'All' }).click()
  await memberMenu(ada, 'Grace Hopper', 'Remove')
  await screenshot(ada.page, '59-remove')
  await ada.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await grace.row(GROUP).waitFor({ state: 'detached' })
  await ada.panel.getByRole('tab', { name: 'Removed' }).click()
  await memberMenu(ada, 'Grace Hopper', 'Lift the restrictions')
  await ada.panel.getByText('Nobody here').waitFor()
})

step('a private group is made; an invite link with requests', async () => {
  await ada.create('group', 'Inner Circle', { people: ['babbage'] })
  await ada.openPanel('Inner Circle')
  await ada.panel.getByRole('button', { name: 'Invite links' }).click()
  await ada.panel.getByRole('button', { name: 'New link' }).click()
  await ada.dialog.locator('input[name=invite-title]').fill('For friends')
  await ada.dialog.getByRole('radio', { name: '1 day' }).check()
  await ada.dialog.getByRole('switch', { name: 'Admins let people in' }).click()
  await screenshot(ada.page, '60-new-invite')
  await ada.dialog.getByRole('button', { name: 'Create' }).click()
  await ada.panel.getByRole('button', { name: /For friends/ }).click()
  await ada.page.getByRole('menuitem', { name: 'Copy link' }).click()
  await ada.page.getByText('The link was copied.').waitFor()
  invite = await ada.page.evaluate(() => navigator.clipboard.readText())
  assert.match(invite, /\/\+[\w-]+$/)
  await screenshot(ada.page, '61-invites')
})

step('who follows it asks, and is let in', async () => {
  const { pathname } = new URL(invite)
  await grace.page.goto(`${stage.origin}${pathname}`)
  await grace.dialog.getByText('Inner Circle').waitFor()
  await screenshot(grace.page, '62-join-preview-dark')
  await grace.dialog.getByRole('button', { name: 'Um Aufnahme bitten' }).click()
  await grace.dialog.getByText('Du hast um Aufnahme gebeten.').waitFor()
  await grace.dialog.getByRole('button', { name: 'Schließen' }).last().click()
  await ada.panel.getByRole('button', { name: 'Back' }).click()
  await ada.panel.getByRole('button', { name: /^Requests to join/ }).click()
  await ada.panel.getByText('Grace Hopper').waitFor()
  await screenshot(ada.page, '63-requests')
  await ada.panel.getByRole('button', { name: 'Let Grace Hopper in' }).click()
  await grace.row('Inner Circle').waitFor()
})

step('a member follows the same link to the group itself', async () => {
  const { pathname } = new URL(invite)
  await grace.page.goto(`${stage.origin}${pathname}`)
  await grace.page.locator('main').getByText('Inner Circle').first().waitFor()
})

step('a revoked link leads nowhere', async () => {
  await ada.panel.getByRole('button', { name: 'Back' }).click()
  await ada.panel.getByRole('button', { name: 'Invite links' }).click()
  await ada.panel.getByRole('button', { name: /For friends/ }).click()
  await ada.page.getByRole('menuitem', { name: 'Revoke' }).click()
  await ada.dialog.getByRole('button', { name: 'Revoke' }).click()
  await ada.panel.getByText('Revoked links').waitFor()
  const { pathname } = new URL(invite)
  await charles.page.goto(`${stage.origin}${pathname}`)
  await charles.row(GROUP).waitFor()
})

noComplaints(stage)
