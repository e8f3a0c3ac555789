// Strangers verify the contact log in a browser: the tree, its growth since the last visit, proofs, and a receipt.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, before } from 'node:test'
import { eventually } from '../interop/lib/server.mjs'
import { DESKTOP, PHONE, startDesk, Visitor } from './lib/desk.mjs'
import { onFailure, step } from './lib/step.mjs'

const PICTURES = path.join(process.env.BOTSCHAFT_SCREENSHOTS, 'desk')

let desk, stranger

// A letter to the desk, by somebody who says they are an authority: its answer has the signed receipt.
async function write(letter) {
  const response = await fetch(`${desk.browser.origin}/desk/api/v1/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ form: 'letter', fields: { [await fieldOfLetters()]: letter } }),
  })
  const answer = await response.json()
  assert.equal(response.status, 201, JSON.stringify(answer))
  return answer
}

async function fieldOfLetters() {
  const { forms } = await (await fetch(`${desk.browser.origin}/desk/api/v1/order-forms`)).json()
  return forms.find(({ form }) => form === 'letter').fields.find(({ type }) => type === 'text').name
}

async function check(receipt) {
  await stranger.page.getByLabel('Receipt').fill(receipt)
  await stranger.press('Check')
}

before(async () => {
  mkdirSync(PICTURES, { recursive: true })
  desk = await startDesk()
  onFailure(() => desk.browser.pictures('failed-desk_log'))
  await write('Please call us back.')
  stranger = await Visitor.come(desk, 'stranger')
})
after(async () => {
  await desk?.browser.stop()
  await desk?.server.stop()
})

step('a stranger finds the desk, and its log is whole', async () => {
  await stranger.go('')
  await stranger.sees('The desk of this server')
  await stranger.isAccessible('home')
  await stranger.page.getByRole('link', { name: 'Open the contact log' }).click()
  await stranger.sees('Nothing is wrong with this log.')
  await stranger.sees('for the first time')
  await stranger.sees('Nobody outside has signed this state.')
})

step('each entry has a proof', async () => {
  await eventually('an entry', async () => {
    await stranger.go('verify')
    await stranger.sees('Nothing is wrong with this log.')
    return (await stranger.page.locator('li > button').count()) > 0
  }, { timeoutMs: 60_000, everyMs: 500 })
  await stranger.page.locator('li > button').first().click()
  await stranger.sees(/Proven: it is in the signed tree/)
  await stranger.isAccessible('log')
})

step('the browser remembers, and sees that the log only grew', async () => {
  const { signed_receipt: receipt } = await write('We write once more.')
  await eventually('the new entry', async () => {
    await stranger.go('verify')
    await check(receipt)
    await stranger.page.getByText(/Verified: what you sent is entry|Its entry is promised/).waitFor()
    return stranger.page.getByText(/Verified: what you sent is entry/).isVisible()
  }, { timeoutMs: 60_000, everyMs: 500 })
  await stranger.sees('It only grew since')
  await stranger.sees('No witness you trust has signed this log yet')
  await stranger.isAccessible('receipt')
})

step('a receipt that was altered, or is none, is told from a good one', async () => {
  const { signed_receipt: receipt, case: ref } = await write('A third time.')
  const other = ref.at(-1) === '2' ? '3' : '2'
  await check(receipt.replace(ref, ref.slice(0, -1) + other))
  await stranger.sees('The signature does not fit')
  await check('Dear desk')
  await stranger.sees('This is no receipt.')
})

step('a log that is not the one seen before raises an alarm', async () => {
  await stranger.page.evaluate(() => {
    const memory = JSON.parse(localStorage.getItem('botschaft.desk.log'))
    localStorage.setItem('botschaft.desk.log', JSON.stringify({ ...memory, root: btoa('x'.repeat(32)) }))
  })
  await stranger.page.reload()
  await stranger.sees('Something is wrong with this log.')
  await stranger.sees(/have been changed or removed/)
  await stranger.page.evaluate(() => localStorage.removeItem('botschaft.desk.log'))
})

step('the pages have room and can be read, on a phone and a desktop, light and dark, in English and German', async () => {
  const kinds = [
    ['phone-light-de', PHONE, 'light', 'de'],
    ['phone-dark-en', PHONE, 'dark', 'en'],
    ['desktop-dark-de', DESKTOP, 'dark', 'de'],
    ['desktop-light-en', DESKTOP, 'light', 'en'],
  ]
  for (const [kind, { viewport }, theme, language] of kinds) {
    await stranger.page.setViewportSize(viewport)
    await stranger.prefer(theme, language)
    for (const [name, place] of [['home', ''], ['log', 'verify'], ['sign-in', 'sign-in'], ['enrol', 'enrol']]) {
      await stranger.go(place)
      await stranger.page.locator('main h1').waitFor()
      if (name === 'log') await stranger.page.locator('li > button').first().click()
      await stranger.look(PICTURES, `${name}-${kind}`)
      await stranger.isAccessible(`${name} ${kind}`)
      assert.deepEqual(await stranger.tooWide(), [], `${name} ${kind}`)
    }
  }
})

step('no page complained', () => assert.deepEqual(stranger.complaints, []))
