// Reporting without an account, in a browser: at a phone without scripts, at a desktop with the status page.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'

let phone
let desktop
const stage = setStage('desk-report', async () => {
  phone = await stage.browser.phone('reporter', { javaScriptEnabled: false })
  desktop = await stage.browser.device('keyboard')
})

// Nothing is cut off, and nobody has to scroll sideways.
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

async function fill(page) {
  await page.locator('#locations').fill('https://t.me/c/1000000555/7')
  await page.locator('#category').selectOption('fraud/phishing')
  await page.locator('#reasons').fill('Fragt nach Passwörtern und gibt sich als Bank aus.')
  await page.locator('#name').fill('Jürgen Q')
  await page.locator('#mail').fill('jq@example.org')
  await page.locator('[name=good_faith]').check()
}

let receipt
step('a phone without scripts reports in German', async () => {
  await phone.goto(`${stage.origin}/report`)
  assert.equal(await phone.locator('h1').textContent(), 'Rechtswidrige Inhalte melden')
  await screenshot(phone, 'desk-report-phone')
  await fill(phone)
  await phone.locator('button').click()
  assert.equal(await phone.locator('h1').textContent(), 'Deine Meldung ist angekommen')
  receipt = (await phone.locator('.code').textContent()).trim()
  assert.match(receipt, /^[2-9A-Z]{25}$/)
  await screenshot(phone, 'desk-report-done-phone')
})

step('and asks for its status with the receipt', async () => {
  await phone.goto(`${stage.origin}/status`)
  await phone.locator('#receipt').fill(receipt.toLowerCase())
  await phone.locator('button').click()
  await phone.locator('dd', { hasText: 'noch hat es niemand angesehen' }).waitFor()
  await screenshot(phone, 'desk-status-phone')
})

step('a desktop opens the status by the link alone, and writes with the keyboard', async () => {
  await desktop.goto(`${stage.origin}/status?lang=en#${receipt}`)
  await desktop.locator('dd', { hasText: 'nobody has looked at it yet' }).waitFor()
  assert.ok(!desktop.url().includes(receipt), 'the address does not keep it')
  assert.ok(await fits(desktop))
  await desktop.locator('#words').focus()
  await desktop.keyboard.type('It is the third line.')
  await desktop.keyboard.press('Tab')
  await desktop.keyboard.press('Enter')
  await desktop.locator('.said.mine', { hasText: 'It is the third line.' }).waitFor()
  await screenshot(desktop, 'desk-status-desktop')
})

step('what is missing is said, and what was written stays', async () => {
  await desktop.goto(`${stage.origin}/report?lang=en`)
  await fill(desktop)
  await desktop.locator('#locations').fill('@nobody_there')
  await desktop.locator('button').click()
  assert.match(await desktop.getByRole('alert').textContent(), /leads to nothing on this server/)
  assert.equal(await desktop.locator('#name').inputValue(), 'Jürgen Q')
  assert.equal(await desktop.locator('#category').inputValue(), 'fraud/phishing')
  assert.ok(await fits(desktop))
  await screenshot(desktop, 'desk-report-desktop')
  // The refusal is an answer of 422, which the browser notes in its console.
  stage.browser.complaints = stage.browser.complaints.filter((each) => !each.includes('422'))
})

noComplaints(stage)
