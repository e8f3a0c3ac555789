// Managing groups: the panel, members and admins, permissions, invite links and requests to join.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { eventually, originOf, startServer } from './lib/world.mjs'

const ADA = '+49 30 5550201'
const CHARLES = '+49 30 5550202'
const GRACE = '+49 30 5550203'
const GROUP = 'Analytical Society'

let server
let browser
let ada
let charles
let grace
let invite

before(async () => {
  server = await startServer('--no-flood-limits')
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed'))
  const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }
  ada = new Client(await browser.device('ada', clipboard), server)
  charles = new Client(await browser.phone('charles', { locale: 'en-GB', colorScheme: 'dark' }), server)
})

after(async () => {
  await browser.stop()
  await server.stop()
})

const panel = (who) => who.page.getByRole('complementary')
const dialog = (who) => who.page.getByRole('dialog')

async function openPanel(who, name) {
  await who.page.getByRole('button', { name: `Show information about ${name}` }).click()
  await panel(who).getByRole('heading', { name, exact: true }).waitFor()
}

async function create(who, { kind, title, username, people = [] }) {
  await who.page.getByRole('button', { name: 'New group, channel or folder' }).click()
  await who.page.getByRole('menuitem', { name: `New ${kind}` }).click()
  const pick = async () => {
    for (const person of people) {
      await dialog(who).getByRole('textbox').fill(person)
      await dialog(who).getByRole('checkbox').first().click()
    }
  }
  if (kind === 'group') {
    await pick()
    await dialog(who).getByRole('button', { name: 'Continue' }).click()
  }
  await dialog(who).locator('input[name=chat-title]').fill(title)
  if (username) {
    await dialog(who).getByRole('radio', { name: 'Public: everybody here' }).check()
    await dialog(who).locator('input[name=chat-username]').fill(username)
  }
  if (kind === 'channel') {
    await eventually('the name is free', () => dialog(who).getByRole('button', { name: 'Continue' }).isEnabled())
    await dialog(who).getByRole('button', { name: 'Continue' }).click()
    await pick()
  }
  const button = dialog(who).getByRole('button', { name: 'Create' })
  await eventually('it can be made', () => button.isEnabled())
  await button.click()
  await who.row(title).waitFor()
  await who.page.locator('main').getByText(title).first().waitFor()
}

const memberMenu = async (who, name, action) => {
  await panel(who).getByRole('button', { name: `Actions for ${name}` }).click()
  await who.page.getByRole('menuitem', { name: action, exact: true }).click()
}

step('two people sign up, one makes a public group', async () => {
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  await charles.go('settings/profile')
  await charles.page.locator('input[name=username]').fill('babbage')
  await charles.page.locator('button[type=submit]').click()
  await charles.page.getByText('Saved', { exact: true }).waitFor()
  await charles.go('')
  await create(ada, { kind: 'group', title: GROUP, username: 'analytical', people: ['babbage'] })
  await charles.row(GROUP).waitFor()
})

step('the panel shows what a group is', async () => {
  await openPanel(ada, GROUP)
  await panel(ada).getByText('2 members').waitFor()
  await screenshot(ada.page, '50-group-panel')
})

step('name and description are changed', async () => {
  await panel(ada).getByRole('button', { name: 'Name and type' }).click()
  await panel(ada).locator('textarea[name=chat-about]').fill('Engines of all kinds')
  await screenshot(ada.page, '51-edit-group')
  await panel(ada).getByRole('button', { name: 'Save', exact: true }).click()
  await panel(ada).getByText('Engines of all kinds').waitFor()
})

step('permissions of members are taken, and it is seen at once', async () => {
  await panel(ada).getByRole('button', { name: 'Permissions' }).click()
  await panel(ada).getByRole('switch', { name: 'Send polls' }).click()
  await eventually('polls are off', async () =>
    !(await panel(ada).getByRole('switch', { name: 'Send polls' }).isChecked()))
  await panel(ada).getByRole('radio', { name: '30 seconds' }).check()
  await eventually('slow mode is on', () => panel(ada).getByRole('radio', { name: '30 seconds' }).isChecked())
  await screenshot(ada.page, '52-permissions')
  await panel(ada).getByRole('radio', { name: 'Off' }).check()
  await panel(ada).getByRole('button', { name: 'Back' }).click()
})

step('a member becomes an admin with a title', async () => {
  await panel(ada).getByRole('button', { name: /^Members/ }).click()
  await memberMenu(ada, 'Charles Babbage', 'Make admin')
  await dialog(ada).getByRole('switch', { name: 'Pin messages' }).click()
  await dialog(ada).locator('input[name=rank]').fill('engineer')
  await screenshot(ada.page, '53-admin-rights')
  await dialog(ada).getByRole('button', { name: 'Make admin' }).click()
  await panel(ada).getByText('engineer').waitFor()
  await panel(ada).getByRole('tab', { name: 'Admins' }).click()
  await eventually('both are admins', async () => (await panel(ada).locator('[data-rows] li').count()) === 2)
  await screenshot(ada.page, '54-admins')
})

step('the admin sees the same on a phone', async () => {
  await charles.open(GROUP)
  await openPanel(charles, GROUP)
  await screenshot(charles.page, '55-group-panel-phone-dark')
  await panel(charles).getByRole('button', { name: /^Members/ }).click()
  await panel(charles).getByText('engineer').waitFor()
  await screenshot(charles.page, '56-members-phone-dark')
  await charles.page.keyboard.press('Escape')
  await charles.page.keyboard.press('Escape')
})

step('the admin is dismissed, restricted, and released', async () => {
  await memberMenu(ada, 'Charles Babbage', 'Edit admin rights')
  await dialog(ada).getByRole('button', { name: 'Dismiss as admin' }).click()
  await dialog(ada).waitFor({ state: 'detached' })
  await panel(ada).getByRole('tab', { name: 'All' }).click()
  await memberMenu(ada, 'Charles Babbage', 'Restrict')
  await dialog(ada).getByRole('switch', { name: 'Send text' }).click()
  await dialog(ada).getByRole('radio', { name: '1 day' }).check()
  await screenshot(ada.page, '57-restrict')
  await dialog(ada).getByRole('button', { name: 'Save' }).click()
  await charles.page.getByText(/You may not write here until/).waitFor()
  await panel(ada).getByRole('tab', { name: 'Restricted' }).click()
  await memberMenu(ada, 'Charles Babbage', 'Lift the restrictions')
  await charles.page.locator('main textarea').waitFor()
})

step('a public link opens the group for somebody new', async () => {
  const page = await browser.device('grace', { locale: 'de-DE', colorScheme: 'dark' })
  grace = new Client(page, server)
  await page.goto(`${originOf(server)}/analytical`)
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
  await panel(ada).getByRole('tab', { name: 'All' }).click()
  await memberMenu(ada, 'Grace Hopper', 'Remove')
  await screenshot(ada.page, '59-remove')
  await dialog(ada).getByRole('button', { name: 'Remove', exact: true }).click()
  await grace.row(GROUP).waitFor({ state: 'detached' })
  await panel(ada).getByRole('tab', { name: 'Removed' }).click()
  await memberMenu(ada, 'Grace Hopper', 'Lift the restrictions')
  await panel(ada).getByText('Nobody here').waitFor()
})

step('a private group is made; an invite link with requests', async () => {
  await create(ada, { kind: 'group', title: 'Inner Circle', people: ['babbage'] })
  await openPanel(ada, 'Inner Circle')
  await panel(ada).getByRole('button', { name: 'Invite links' }).click()
  await panel(ada).getByRole('button', { name: 'New link' }).click()
  await dialog(ada).locator('input[name=invite-title]').fill('For friends')
  await dialog(ada).getByRole('radio', { name: '1 day' }).check()
  await dialog(ada).getByRole('switch', { name: 'Admins let people in' }).click()
  await screenshot(ada.page, '60-new-invite')
  await dialog(ada).getByRole('button', { name: 'Create' }).click()
  await panel(ada).getByRole('button', { name: /For friends/ }).click()
  await ada.page.getByRole('menuitem', { name: 'Copy link' }).click()
  await ada.page.getByText('The link was copied.').waitFor()
  invite = await ada.page.evaluate(() => navigator.clipboard.readText())
  assert.match(invite, /\/\+[\w-]+$/)
  await screenshot(ada.page, '61-invites')
})

step('who follows it asks, and is let in', async () => {
  const { pathname } = new URL(invite)
  await grace.page.goto(`${originOf(server)}${pathname}`)
  await dialog(grace).getByText('Inner Circle').waitFor()
  await screenshot(grace.page, '62-join-preview-dark')
  await dialog(grace).getByRole('button', { name: 'Um Aufnahme bitten' }).click()
  await dialog(grace).getByText('Du hast um Aufnahme gebeten.').waitFor()
  await dialog(grace).getByRole('button', { name: 'Schließen' }).last().click()
  await panel(ada).getByRole('button', { name: 'Back' }).click()
  await panel(ada).getByRole('button', { name: /^Requests to join/ }).click()
  await panel(ada).getByText('Grace Hopper').waitFor()
  await screenshot(ada.page, '63-requests')
  await panel(ada).getByRole('button', { name: 'Let Grace Hopper in' }).click()
  await grace.row('Inner Circle').waitFor()
})

step('a member follows the same link to the group itself', async () => {
  const { pathname } = new URL(invite)
  await grace.page.goto(`${originOf(server)}${pathname}`)
  await grace.page.locator('main').getByText('Inner Circle').first().waitFor()
})

step('a revoked link leads nowhere', async () => {
  await panel(ada).getByRole('button', { name: 'Back' }).click()
  await panel(ada).getByRole('button', { name: 'Invite links' }).click()
  await panel(ada).getByRole('button', { name: /For friends/ }).click()
  await ada.page.getByRole('menuitem', { name: 'Revoke' }).click()
  await dialog(ada).getByRole('button', { name: 'Revoke' }).click()
  await panel(ada).getByText('Revoked links').waitFor()
  const { pathname } = new URL(invite)
  await charles.page.goto(`${originOf(server)}${pathname}`)
  await charles.row(GROUP).waitFor()
})

step('no page complained', () => {
  assert.deepEqual(browser.complaints, [])
})
