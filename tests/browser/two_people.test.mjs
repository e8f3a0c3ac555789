// Two people sign up in the browser and write to each other; one of them on two devices.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { onFailure, step } from './lib/step.mjs'
import { codeFor, eventually, originOf, sleep, startServer } from './lib/world.mjs'

const ADA = '+49 30 5550001'
const CHARLES = '+49 30 5550002'
const GRACE = 'grace@example.org'

let server
let browser
let ada
let charles
let phone

before(async () => {
  server = await startServer()
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed'))
  ada = new Client(await browser.device('ada'), server)
  charles = new Client(await browser.device('charles'), server)
})

after(async () => {
  await browser.stop()
  await server.stop()
})

step('a wrong code is refused in plain words, the right one leads on', async () => {
  await screenshot(ada.page, '01-sign-in')
  await ada.enterLogin(ADA)
  const code = await codeFor(server, ADA)
  await ada.enterCode(code.replace(/./g, (digit) => String((Number(digit) + 1) % 10)))
  await ada.page.getByRole('alert').getByText('This code is not right.').waitFor()
  await screenshot(ada.page, '02-wrong-code')
  await ada.enterCode(code)
  await ada.page.locator('input[name=first-name]').waitFor()
})

step('two people sign up', async () => {
  await ada.page.locator('input[name=first-name]').fill('Ada')
  await ada.page.locator('input[name=last-name]').fill('Lovelace')
  await ada.page.locator('button[type=submit]').click()
  await ada.page.getByText('No letters yet').waitFor()
  await screenshot(ada.page, '03-no-chats')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
})

step('one chooses a username, the other finds her by it and writes', async () => {
  await ada.go('settings/profile')
  await ada.page.locator('input[name=username]').fill('countess')
  await ada.page.locator('input[name=about]').fill('Analyst and metaphysician')
  await ada.page.getByRole('button', { name: 'Save', exact: true }).click()
  await ada.page.getByText('Saved', { exact: true }).waitFor()
  await ada.go('')
  await charles.find('countess', 'Ada Lovelace')
  await charles.page.getByText('A blank sheet').waitFor()
  await charles.write('Dear Ada, have you read the paper?')
  await charles.hasTicks('have you read', 'sent')
})

step('the letter arrives, is counted, is read, and its sender learns of it', async () => {
  await ada.row('Charles Babbage').getByLabel('1 unread message').waitFor()
  await screenshot(ada.page, '04-unread')
  await ada.open('Charles Babbage')
  await ada.sees('have you read the paper?')
  await charles.hasTicks('have you read', 'read')
  assert.equal(await ada.row('Charles Babbage').getByLabel('1 unread message').count(), 0)
})

step('they write in both directions, live', async () => {
  for (let turn = 1; turn <= 5; turn += 1) {
    await ada.write(`Ada's line ${turn}`)
    await charles.sees(`Ada's line ${turn}`)
    await charles.write(`Charles's line ${turn}`)
    await ada.sees(`Charles's line ${turn}`)
  }
  await ada.hasTicks("Ada's line 5", 'read')
})

step('writing is seen by the other', async () => {
  await ada.page.locator('textarea').pressSequentially('Hm')
  await charles.page.locator('[data-status]', { hasText: 'writing…' }).waitFor()
  await ada.page.locator('textarea').fill('')
})

step('a reply quotes and leads to what it answers', async () => {
  await ada.act('have you read', 'Reply')
  await ada.write('I have, twice.')
  await charles.bubble('I have, twice.').locator('.quoted', { hasText: 'have you read' }).click()
  await charles.page.locator('.highlighted', { hasText: 'have you read' }).waitFor()
})

step('marks become style, links become links, and markup stays text', async () => {
  await ada.write('**Note G** is `long`: https://example.org/notes <img src=x onerror="document.title=1">')
  const bubble = charles.bubble('Note G')
  await bubble.locator('.bold', { hasText: 'Note G' }).waitFor()
  await bubble.locator('code', { hasText: 'long' }).waitFor()
  assert.equal(await bubble.locator('a').getAttribute('href'), 'https://example.org/notes')
  assert.equal(await bubble.locator('img').count(), 0)
  assert.match(await bubble.textContent(), /<img src=x onerror="document\.title=1">/)
})

step('an edit shows on the other side', async () => {
  await ada.act('I have, twice.', 'Edit')
  await ada.write('I have, three times.')
  await charles.sees('I have, three times.')
  await charles.bubble('I have, three times.').getByText('edited').waitFor()
  assert.equal(await charles.page.locator('[data-id]', { hasText: 'twice' }).count(), 0)
})

step('a message deleted for both is gone on both sides', async () => {
  await charles.write('Forget this one')
  await ada.sees('Forget this one')
  await charles.act('Forget this one', 'Delete')
  await charles.page.getByLabel('Also delete for Ada Lovelace').check()
  await charles.page.getByRole('button', { name: 'Delete', exact: true }).click()
  await charles.isGone('Forget this one')
  await ada.isGone('Forget this one')
})

step('a message is forwarded with its author', async () => {
  await ada.act("Charles's line 3", 'Forward')
  await ada.page.locator('dialog li', { hasText: 'Saved Messages' }).locator('button').click()
  await ada.row('Saved Messages').waitFor()
  await ada.open('Saved Messages')
  await ada.bubble("Charles's line 3").getByText('Forwarded from Charles Babbage').waitFor()
  await ada.open('Charles Babbage')
})

step('search in a chat finds and shows', async () => {
  await charles.page.getByRole('button', { name: 'Search in this chat' }).click()
  await charles.page.getByRole('textbox', { name: 'Search in this chat' }).fill('paper')
  await charles.page.locator('.highlighted', { hasText: 'paper' }).waitFor()
  await charles.page.getByText('1 of 1').waitFor()
  await charles.page.keyboard.press('Escape')
})

step('a reload keeps the session, the messages and the draft', async () => {
  await charles.page.locator('textarea').fill('Unfinished thought')
  await charles.page.locator('textarea').press('Escape')
  await charles.row('Ada Lovelace').getByText('Draft:').waitFor()
  await sleep(500) // nothing on the page tells when the server has the draft
  await charles.page.reload()
  await charles.row('Ada Lovelace').getByText('Unfinished thought').waitFor()
  await charles.open('Ada Lovelace')
  await charles.sees('I have, three times.')
  assert.equal(await charles.page.locator('textarea').inputValue(), 'Unfinished thought')
  await screenshot(charles.page, '05-conversation')
  await charles.page.locator('textarea').fill('')
})

step('a pinned chat stays on top', async () => {
  await ada.write('Something newer')
  await ada.row('Saved Messages').locator('a').click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Pin' }).click()
  await eventually('Saved Messages is on top', async () =>
    (await ada.page.locator('[data-rows] strong').first().textContent()) === 'Saved Messages')
  await screenshot(ada.page, '06-pinned')
})

step('a long history is paged and one button leads back to its end', async () => {
  for (let line = 1; line <= 70; line += 1) await charles.write(`Difference ${line}`)
  await charles.hasTicks('Difference 70', 'read')
  await ada.page.reload()
  await ada.row('Charles Babbage').waitFor()
  await ada.open('Charles Babbage')
  await ada.sees('Difference 70')
  const scroller = ada.page.getByRole('region', { name: 'Messages' })
  await eventually('the first message is reached', async () => {
    await scroller.evaluate((element) => (element.scrollTop = 0))
    return ada.page.locator('[data-id]', { hasText: 'have you read the paper?' }).first().isVisible()
  })
  // Only what is near the screen is in the document, so the way down is walked a screen at a time.
  const seen = []
  await eventually('every line is met on the way down', async () => {
    for (const text of await ada.texts()) if (!seen.includes(text)) seen.push(text)
    const isEnd = await scroller.evaluate((element) => {
      element.scrollTop += element.clientHeight
      return element.scrollHeight - element.scrollTop - element.clientHeight < 2
    })
    return isEnd && seen.includes('Difference 70')
  })
  const shown = seen.filter((text) => text.startsWith('Difference '))
  assert.deepEqual(shown, Array.from({ length: 70 }, (_, index) => `Difference ${index + 1}`))
  await scroller.evaluate((element) => (element.scrollTop = 0))
  await ada.page.getByRole('button', { name: 'To the newest message' }).click()
  await eventually('the end is shown', () => ada.bubble('Difference 70').isVisible())
})

step('what is written while the server is down is sent once, when it is back', async () => {
  await server.kill()
  await ada.write('Written in the dark')
  await ada.page.locator('[data-outgoing=sending]', { hasText: 'Written in the dark' }).waitFor()
  await ada.page.locator('[data-status]', { hasText: 'Connecting…' }).waitFor()
  await screenshot(ada.page, '07-server-down')
  await server.launch()
  await ada.hasTicks('Written in the dark', 'read')
  await charles.sees('Written in the dark')
  assert.equal(await charles.page.locator('[data-id]', { hasText: 'Written in the dark' }).count(), 1)
  assert.equal(await ada.page.locator('[data-id]', { hasText: 'Written in the dark' }).count(), 1)
})

step('the same person signs in on a phone, in German, and sees the same', async () => {
  phone = new Client(await browser.phone('phone', { colorScheme: 'dark' }), server)
  await phone.page.getByText('Willkommen').waitFor()
  await screenshot(phone.page, '08-phone-sign-in')
  await phone.signIn(CHARLES)
  await phone.row('Ada Lovelace').waitFor()
  await screenshot(phone.page, '09-phone-chats')
  await phone.open('Ada Lovelace')
  await phone.sees('Written in the dark')
  await screenshot(phone.page, '10-phone-conversation')
  await phone.page.locator('textarea').fill('Vom Telefon aus')
  await phone.page.getByRole('button', { name: 'Senden' }).click()
  await ada.sees('Vom Telefon aus')
  await charles.sees('Vom Telefon aus')
  await phone.page.getByRole('button', { name: 'Zurück' }).click()
  await phone.page.getByRole('heading', { name: 'Chats' }).waitFor()
  assert.equal(await phone.page.locator('textarea').isVisible(), false)
})

step('a session ended elsewhere leads back to signing in', async () => {
  await charles.go('settings/sessions')
  await charles.page.getByText('Other devices').waitFor()
  await screenshot(charles.page, '11-sessions')
  await charles.page.getByRole('button', { name: 'End session' }).click()
  await charles.page.getByText('You are signed in on this device only.').waitFor()
  await phone.page.locator('input[name=login]').waitFor()
})

step('a second password is set and asked for', async () => {
  await charles.go('settings/password')
  await charles.page.locator('input[name=new]').fill('difference engine')
  await charles.page.locator('input[name=again]').fill('difference engine')
  await charles.page.locator('input[name=hint]').fill('not analytical')
  await charles.page.getByRole('button', { name: 'Set password' }).click()
  await charles.page.getByText('The password was changed.').waitFor()
  await charles.go('settings')
  await charles.page.getByRole('button', { name: 'Log out' }).click()
  await charles.page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click()
  await charles.signIn(CHARLES)
  const password = charles.page.locator('input[name=password]')
  await password.fill('wrong')
  await charles.page.getByRole('button', { name: 'Sign in' }).click()
  await charles.page.getByText('This password is not right.').waitFor()
  await screenshot(charles.page, '12-password')
  await password.fill('difference engine')
  await charles.page.getByRole('button', { name: 'Sign in' }).click()
  await charles.row('Ada Lovelace').waitFor()
})

step('a profile shows what its owner wrote; blocking silences', async () => {
  await charles.open('Ada Lovelace')
  await charles.page.getByRole('button', { name: 'Show profile of Ada Lovelace' }).click()
  await charles.page.getByText('Analyst and metaphysician').waitFor()
  await screenshot(charles.page, '13-profile')
  await charles.page.getByRole('button', { name: 'Block' }).click()
  await charles.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
  await charles.page.getByText('You blocked Ada Lovelace.').waitFor()
  await ada.write('Are you there?')
  await ada.page.locator('[data-outgoing=failed]').getByText('This person does not take messages from you.').waitFor()
  await screenshot(ada.page, '14-failed')
  await ada.page.getByRole('button', { name: 'Discard' }).click()
  await charles.page.getByRole('button', { name: 'Unblock' }).last().click()
  await charles.page.locator('textarea').waitFor()
})

step('somebody signs up by e-mail and adds a contact by phone number', async () => {
  const grace = new Client(await browser.device('grace', { colorScheme: 'dark' }), server)
  await grace.signUp(GRACE, 'Grace')
  await grace.go('contacts')
  await grace.page.getByRole('button', { name: 'Add contact' }).first().click()
  await grace.page.locator('dialog input[name=phone]').fill(CHARLES)
  await grace.page.locator('dialog input[name=first-name]').fill('Mr')
  await grace.page.locator('dialog input[name=last-name]').fill('Babbage')
  await grace.page.locator('dialog button[type=submit]').click()
  await grace.page.getByText('A blank sheet').waitFor()
  await grace.write('A ship in port is safe.')
  await charles.row('Grace').getByLabel('1 unread message').waitFor()
  await grace.page.locator('[data-ticks=sent]').first().waitFor()
  await screenshot(grace.page, '15-dark')
})

step('a chat is deleted for both', async () => {
  await ada.row('Charles Babbage').locator('a').click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Delete chat' }).click()
  await ada.page.getByLabel('Also delete for Charles Babbage').check()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await ada.row('Charles Babbage').waitFor({ state: 'detached' })
  await charles.row('Ada Lovelace').waitFor({ state: 'detached' })
})

step('no page complained', () => {
  // While the server is down, browsers log every refused connection.
  const complaints = browser.complaints.filter((it) => !/WebSocket|ERR_CONNECTION_REFUSED|\[.*(network|connection|session).*\]/i.test(it))
  assert.deepEqual(complaints, [])
})
