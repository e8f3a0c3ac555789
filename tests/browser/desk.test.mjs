// The desk in a browser: people come by passkey, notices and orders are worked on, two people
// decide, an auditor looks on. Every view is looked at by axe-core.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, before } from 'node:test'
import { eventually } from '../interop/lib/server.mjs'
import { DESKTOP, PHONE, startDesk, Visitor } from './lib/desk.mjs'
import { Peer } from './lib/helper.mjs'
import { onFailure, step } from './lib/step.mjs'

const PICTURES = path.join(process.env.BOTSCHAFT_SCREENSHOTS, 'desk')

let desk, author, reporters, stranger, mara, sven, olga, aud
let receipt, orderRef

// What everybody may see in a public channel, reported by two people.
async function report(reporter, post) {
  const { chats } = await reporter.call({ _: 'contacts.resolveUsername', username: 'marktplatz_de' })
  const channel = { _: 'inputPeerChannel', channelId: chats[0].id, accessHash: chats[0].accessHash }
  let option = new Uint8Array()
  for (;;) {
    const page = await reporter.call({ _: 'messages.report', peer: channel, id: [post], option, message: 'look at this' })
    if (page._ === 'reportResultReported') return
    option = page._ === 'reportResultAddComment' ? page.option : page.options[0].option
  }
}

before(async () => {
  mkdirSync(PICTURES, { recursive: true })
  desk = await startDesk()
  onFailure(() => desk.browser.pictures('failed-desk'))
  author = await Peer.signUp(desk.server, '+4930777000001', 'Autor')
  reporters = [
    await Peer.signUp(desk.server, '+4930777000002', 'Rita'),
    await Peer.signUp(desk.server, '+4930777000003', 'Rolf'),
  ]
  const chat = await author.createChannel('Marktplatz', { broadcast: true })
  await author.call({ _: 'channels.updateUsername', channel: author.channel, username: 'marktplatz_de' })
  const { id } = await author.send(chat, 'Passwords for prizes!')
  for (const reporter of reporters) await report(reporter, id)
})
after(async () => {
  for (const peer of [author, ...(reporters ?? [])]) await peer?.stop()
  await desk?.browser.stop()
  await desk?.server.stop()
})

step('people of the desk make their passkeys, and sign in with them', async () => {
  stranger = await Visitor.come(desk, 'stranger')
  mara = await Visitor.enrol(desk, 'Mara', ['moderator'])
  await mara.isAccessible('enrol')
  sven = await Visitor.enrol(desk, 'Sven', ['second-reviewer'], { ...PHONE, locale: 'de-DE' })
  olga = await Visitor.enrol(desk, 'Olga', ['officer'])
  aud = await Visitor.enrol(desk, 'Aud', ['auditor'])
  await mara.go('')
  await mara.press('Settings')
  await mara.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await mara.sees('The desk of this server')
  await mara.go('sign-in')
  await mara.isAccessible('sign in')
  await mara.press('Sign in with a passkey')
  await mara.sees('Queue')
})

step('an officer fills in an order, sees what it lacks, and gets a receipt that proves it', async () => {
  await olga.go('')
  await olga.page.getByRole('link', { name: 'New order' }).click()
  await olga.page.getByRole('combobox', { name: 'Form' }).selectOption('dsa-9')
  await olga.sees(/fields are missing/)
  await olga.isAccessible('order form')
  await olga.press('Send as it is')
  await olga.sees('Your order has been received.')
  await olga.sees('What it lacks:')
  receipt = await olga.page.locator('pre').innerText()
  orderRef = await olga.page.locator('dd a.mono').innerText()
  await olga.isAccessible('order sent')
  await eventually('the receipt is kept', async () => {
    await stranger.go('verify')
    await stranger.page.getByRole('textbox', { name: 'Receipt' }).fill(receipt)
    await stranger.press('Check')
    await stranger.page.getByText(/Verified: what you sent is entry|Its entry is promised/).waitFor()
    return stranger.page.getByText(/Verified: what you sent is entry/).isVisible()
  }, { timeoutMs: 60_000, everyMs: 500 })
  await stranger.sees('No witness you trust has signed this log yet')
  await stranger.page.getByRole('textbox', { name: 'Receipt' }).fill(receipt.replace(orderRef, `${orderRef.slice(0, -1)}2`))
  await stranger.press('Check')
  await stranger.sees('The signature does not fit')
})

step('the queue is worked through by keyboard', async () => {
  await mara.go('')
  await mara.rows().nth(1).waitFor()
  await mara.isAccessible('queue')
  const refs = await mara.rows().evaluateAll((rows) => rows.map((row) => row.dataset.ref))
  assert.deepEqual(refs.includes(orderRef), true)
  const chosen = () => mara.page.locator('a.chosen').getAttribute('data-ref')
  assert.equal(await chosen(), refs[0])
  await mara.page.keyboard.press('j')
  assert.equal(await chosen(), refs[1])
  await mara.page.keyboard.press('k')
  assert.equal(await chosen(), refs[0])
  await mara.page.keyboard.press('?')
  await mara.page.getByRole('dialog').waitFor()
  await mara.isAccessible('help')
  await mara.page.keyboard.press('Escape')
  await mara.page.getByRole('tab', { name: /^Users/ }).click()
  await mara.page.locator(`a[data-ref="${orderRef}"]`).waitFor({ state: 'detached' })
  await mara.sees('2 notices')
  await mara.page.keyboard.press('o')
  await mara.sees('Nobody has looked at this case yet.')
  await mara.isAccessible('case')
  await mara.page.keyboard.press('v')
  await mara.button('Decide').waitFor()
})

step('evidence is grey and blurred until it is asked for, and each look is logged', async () => {
  assert.equal(await mara.page.getByText('Passwords for prizes').count(), 0)
  await mara.press('Look at it')
  const content = mara.page.locator('.content').first()
  await content.waitFor()
  const filter = () => content.evaluate((element) => getComputedStyle(element).filter)
  assert.match(await filter(), /grayscale.*blur/)
  await mara.look(PICTURES, 'evidence-blurred')
  await mara.page.getByRole('switch', { name: 'Show it clearly' }).first().click()
  assert.equal(await filter(), 'none')
  await mara.sees('Passwords for prizes!')
  await mara.sees('Evidence looked at')
  await mara.isAccessible('evidence')
})

step('a decision is written under the eyes of the server, in both languages', async () => {
  await mara.page.keyboard.press('d')
  await mara.sees('The facts are missing.')
  await mara.isAccessible('decision with faults')
  await mara.page.getByRole('combobox', { name: 'Measure' }).selectOption('withhold')
  await mara.page.getByRole('textbox', { name: 'Countries' }).fill('de at')
  await mara.page.getByRole('textbox', { name: 'Facts' }).fill('The post asks for passwords.')
  await mara.page.getByRole('textbox', { name: 'Law, or clause' }).fill('Terms of service 4.2, version 3')
  await mara.page.getByRole('combobox', { name: 'Ground' }).selectOption('terms')
  await mara.page.getByRole('textbox', { name: 'Why it applies' }).fill('Asking for passwords is forbidden there.')
  await mara.page.locator('.letter[lang=en]').first().waitFor()
  await mara.page.getByRole('tab', { name: 'Deutsch' }).click()
  await mara.page.locator('.letter[lang=de]').first().waitFor()
  await mara.isAccessible('decision')
  await mara.look(PICTURES, 'decision-light-en')
  await mara.press('Propose to a second person')
  await mara.sees('Proposed: Restrict')
})

step('who proposed cannot confirm; somebody else can', async () => {
  await mara.go('inbox')
  await mara.sees('proposed by you')
  await mara.isAccessible('proposals')
  await mara.page.locator('main h2 a').first().click()
  await mara.sees('Proposed: Restrict')
  assert.equal(await mara.button('Confirm').count(), 0)

  await sven.go('inbox')
  await sven.page.locator('main h2 a').first().click()
  await sven.button('Bestätigen').waitFor()
  await sven.isAccessible('proposal')
  await sven.look(PICTURES, 'proposal-phone-de')
  await sven.page.keyboard.press('a')
  await sven.page.keyboard.press('Enter')
  await sven.sees(/^Entschieden: Einschränken/)
})

step('questions stop the clock, and the officer answers inside the case', async () => {
  await mara.go(`cases/${orderRef}`)
  await mara.press('Take the case')
  await mara.page.getByRole('textbox', { name: 'Message' }).fill('Which post do you mean?')
  await mara.page.locator('label', { hasText: /^Incomplete$/ }).click()
  await mara.press('Ask, and stop the clock')
  await mara.sees('Waiting for an answer')
  await mara.sees('When it rested')
  await mara.isAccessible('waiting')

  await olga.go('')
  await olga.rows().first().click()
  await olga.sees('Which post do you mean?')
  await olga.isAccessible('own case')
  await olga.page.getByRole('textbox', { name: 'Message' }).fill('The one about passwords.')
  await olga.press('Answer the question')
  await mara.sees('The one about passwords.')
})

step('a rejection is proposed with its reasons', async () => {
  await mara.page.keyboard.press('d')
  await mara.page.locator('label', { hasText: /^Reject$/ }).click()
  await mara.page.getByRole('textbox', { name: 'Reasons' }).fill('It is not said which post is meant.')
  await mara.page.locator('.letter').first().waitFor()
  await mara.press('Propose to a second person')
  await mara.sees('Proposed: Reject')
})

step('an auditor sees what happened, and nobody in it', async () => {
  await aud.go('')
  await aud.page.getByRole('combobox', { name: 'State' }).selectOption('all')
  await aud.rows().nth(1).waitFor()
  await aud.isAccessible('queue of an auditor')
  await aud.go(`cases/${orderRef}`)
  await aud.sees('Log of the case')
  await aud.isAccessible('case of an auditor')
  const text = await aud.page.locator('main').innerText()
  for (const hidden of ['Which post', 'about passwords', 'Olga', 'It is not said'])
    assert.equal(text.includes(hidden), false, hidden)
})

step('every view, on a phone and a desktop, light and dark, in English and German', async () => {
  const kinds = [
    ['phone-light-de', PHONE, 'light', 'de'],
    ['phone-dark-en', PHONE, 'dark', 'en'],
    ['desktop-dark-de', DESKTOP, 'dark', 'de'],
    ['desktop-light-en', DESKTOP, 'light', 'en'],
  ]
  const places = { queue: '', case: `cases/${orderRef}`, inbox: 'inbox', log: 'verify', order: 'orders/new' }
  for (const [kind, { viewport }, theme, language] of kinds) {
    await mara.page.setViewportSize(viewport)
    await mara.prefer(theme, language)
    for (const [name, place] of Object.entries(places)) {
      await mara.go(place)
      await mara.page.locator('main h1').waitFor()
      if (name === 'order') await mara.page.locator('main select').selectOption('tco')
      await mara.look(PICTURES, `${name}-${kind}`)
      await mara.isAccessible(`${name} ${kind}`)
      assert.deepEqual(await mara.tooWide(), [], `${name} ${kind}`)
    }
  }
})

step('no page complained', () => {
  for (const visitor of [stranger, mara, sven, olga, aud]) assert.deepEqual(visitor.complaints, [])
})
