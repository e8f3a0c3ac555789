// A server that takes members by invitation only.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { originOf, startServer } from './lib/world.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-settings-'))
let server
let browser
let guest

before(async () => {
  const settings = path.join(folder, 'botschaft.toml')
  writeFileSync(settings, '[accounts]\nsign_up = "invite"\n')
  server = await startServer('--config', settings)
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed'))
  guest = new Client(await browser.device('guest'), server)
})

after(async () => {
  await browser.stop()
  await server.stop()
  rmSync(folder, { recursive: true })
})

step('without an invitation nobody gets in', async () => {
  await guest.page.locator('input[name=login]').fill('guest@example.org')
  await guest.page.locator('button[type=submit]').click()
  await guest.page.getByText('This server takes nobody without an invitation.').waitFor()
})

step('the link of an invitation lets one in', async () => {
  const { url } = await server.cli('invite')
  await guest.page.goto(new URL(new URL(url).pathname, originOf(server)).href)
  await guest.page.getByText('You are invited to').waitFor()
  await screenshot(guest.page, '20-invited')
  await guest.signUp('guest@example.org', 'Guest')
  await guest.page.waitForURL(`${originOf(server)}/`)
})

step('and after a reload the guest is still there', async () => {
  await guest.page.reload()
  await guest.page.getByText('No letters yet').waitFor()
})
