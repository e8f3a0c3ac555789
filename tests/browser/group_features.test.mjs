// What there is to do in a conversation of several people: pin, mention, quote, forward, link, delete, wait.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5580001'
const MARY = '49305580002'
const GEORGE = '49305580003'

let ada
let mary
let george
let asGroup
let adaAsUser
let committee

const stage = setStage('features', async () => {
  ada = await stage.desktop('ada', { permissions: ['clipboard-read', 'clipboard-write'] })
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer(MARY, 'Mary')
  george = await stage.peer(GEORGE, 'George')
  await mary.call({ _: 'account.updateUsername', username: 'somerville' })
  adaAsUser = await mary.meet(ADA, 'Ada')
  const users = [adaAsUser, await mary.meet(GEORGE, 'George')]
  mary.chat = await mary.createChannel('Analytical Society', { users })
  asGroup = mary.channel
  await mary.send(mary.chat, 'The first proposal is to meet on Monday')
  await ada.open('Analytical Society')
  await ada.sees('The first proposal')
})

step('several pinned messages are shown one after the other', async () => {
  const pin = async (text) => {
    const { id } = await mary.send(mary.chat, text)
    await mary.call({
      _: 'messages.updatePinnedMessage', peer: await mary.client.resolvePeer(mary.chat), id, silent: false,
    })
  }
  await pin('Rule one: speak plainly')
  await pin('Rule two: be brief')
  const bar = ada.page.locator('[data-pinned]')
  await bar.getByText('Rule two: be brief').waitFor()
  await bar.getByText('Pinned message 2 of 2').waitFor()
  await ada.page.getByText('Mary pinned a message').first().waitFor()
  await bar.locator('button.text').click()
  await bar.getByText('Rule one: speak plainly').waitFor()
  await ada.page.locator('.highlighted', { hasText: 'Rule two' }).waitFor()
  await screenshot(ada.page, '40-pinned')
})

step('members are offered while "@" is typed', async () => {
  const field = ada.page.locator('textarea')
  await field.pressSequentially('Dear @')
  const list = ada.page.getByRole('listbox')
  await list.getByRole('option', { name: /Mary/ }).waitFor()
  await screenshot(ada.page, '41-mention')
  await field.pressSequentially('mar')
  await eventually('only Mary is left', async () => (await list.getByRole('option').count()) === 1)
  await field.press('Enter')
  assert.equal(await field.inputValue(), 'Dear @somerville ')
  await field.pressSequentially('and @geo')
  await list.getByRole('option', { name: /George/ }).click()
  await field.pressSequentially('agreed')
  await field.press('Enter')
  await ada.bubble('Dear @somerville').locator('.mention', { hasText: 'George' }).waitFor()
  await eventually('George is named to the others', async () => {
    const [message] = await mary.client.getHistory(mary.chat, { limit: 1 })
    return message.entities.some((it) => it.kind === 'text_mention' && it.params.userId === george.id)
  })
})

step('being mentioned is led to, and then counts as seen', async () => {
  committee = await mary.createGroup('Committee', [adaAsUser])
  for (let line = 0; line < 30; line += 1) await mary.send(committee, `Minute ${line}`)
  await ada.open('Committee')
  await ada.sees('Minute 29')
  await ada.page.getByRole('button', { name: /new messages?$/ }).click()
  await ada.row('Committee').getByLabel(/unread message/).waitFor({ state: 'detached' })
  await ada.open('Analytical Society')
  await mary.call({
    _: 'messages.sendMessage', peer: await mary.client.resolvePeer(committee), message: 'Ada must see this',
    entities: [{ _: 'inputMessageEntityMentionName', offset: 0, length: 3, userId: adaAsUser }],
    randomId: Long.fromNumber(Date.now()),
  })
  for (let line = 30; line < 60; line += 1) await mary.send(committee, `Minute ${line}`)
  await ada.open('Committee')
  await ada.page.locator('[data-id]').first().waitFor()
  await ada.page.getByRole('button', { name: '1 unread mention' }).click({ timeout: 3_000 }).catch(() => {})
  await ada.bubble('Ada must see this').locator('.mention', { hasText: 'Ada' }).waitFor()
  await ada.page.getByRole('button', { name: /unread mention/ }).waitFor({ state: 'detached' })
  await ada.open('Analytical Society')
})

step('a part of a message is answered by quoting it', async () => {
  const bubble = ada.bubble('The first proposal')
  await bubble.scrollIntoViewIfNeeded()
  await bubble.locator('.text').evaluate((element) => {
    const node = [...element.childNodes].find((it) => it.nodeType === Node.TEXT_NODE && it.data.includes('Monday'))
    const from = node.data.indexOf('meet on Monday')
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, from + 'meet on Monday'.length)
    window.getSelection().removeAllRanges()
    window.getSelection().addRange(range)
    const box = element.getBoundingClientRect()
    element.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, clientX: box.left + 5, clientY: box.top + 5 }))
  })
  await ada.page.getByRole('menuitem', { name: 'Reply with a quote' }).click()
  await ada.write('Tuesday suits me better')
  await ada.bubble('Tuesday suits me').locator('.quoted .long', { hasText: 'meet on Monday' }).waitFor()
  await ada.hasTicks('Tuesday suits me', 'sent')
})

step('who has read a message is told', async () => {
  await ada.open('Committee')
  await ada.write('Is this understood?')
  await ada.hasTicks('Is this understood?', 'sent')
  await mary.client.readHistory(committee)
  await ada.hasTicks('Is this understood?', 'read')
  await ada.act('Is this understood?', 'Seen by')
  await ada.page.getByRole('dialog').getByText('Mary').waitFor()
  await screenshot(ada.page, '42-seen-by')
  await ada.page.keyboard.press('Escape')
  await ada.open('Analytical Society')
})

step('a message is forwarded to another group, with its author or without', async () => {
  await ada.act('Rule two', 'Forward')
  await ada.page.getByRole('dialog').getByRole('button', { name: /Committee/ }).click()
  await ada.open('Committee')
  await ada.bubble('Rule two').getByText('Forwarded from Mary').waitFor()
  await ada.open('Analytical Society')
  await ada.act('Rule one', 'Forward')
  await ada.page.getByLabel('Hide who wrote it').check()
  await ada.page.getByRole('dialog').getByRole('button', { name: /Committee/ }).click()
  await eventually('it came without its author', async () => {
    const [message] = await mary.client.getHistory(committee, { limit: 1 })
    return message.text.includes('Rule one') && message.forward === null
  })
})

step('the link to a message leads there', async () => {
  await ada.act('The first proposal', 'Copy link')
  const link = await ada.page.evaluate(() => navigator.clipboard.readText())
  assert.match(link, /\/c\/\d+\/\d+$/)
  await ada.open('Committee')
  await ada.page.goto(new URL(new URL(link).pathname, stage.origin).href)
  await ada.page.locator('.highlighted', { hasText: 'The first proposal' }).waitFor()
})

step('what is deleted in a supergroup is deleted for all, by who may', async () => {
  await ada.write('A slip of the pen')
  await ada.hasTicks('A slip of the pen', 'sent')
  await ada.act('A slip of the pen', 'Delete')
  await ada.page.getByText('It will be deleted for everybody.').waitFor()
  await ada.page.getByRole('button', { name: 'Delete', exact: true }).click()
  await ada.isGone('A slip of the pen')
  const texts = (await mary.client.getHistory(mary.chat, { limit: 5 })).map((it) => it.text)
  assert.ok(!texts.includes('A slip of the pen'))
  await ada.bubble('Rule one').locator('.bubble').click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Reply', exact: true }).waitFor()
  assert.equal(await ada.page.getByRole('menuitem', { name: 'Delete' }).count(), 0)
  await ada.page.keyboard.press('Escape')
})

step('messages of one person, or of a day, are found', async () => {
  await ada.page.getByRole('button', { name: 'Search in this chat' }).click()
  await ada.page.getByRole('button', { name: 'From a person' }).click()
  await ada.page.getByRole('dialog').getByRole('link', { name: /Mary/ }).click()
  await ada.page.getByRole('textbox', { name: 'Search in this chat' }).fill('rule')
  await ada.page.getByText('1 of 2').waitFor()
  await screenshot(ada.page, '43-search')
  await ada.page.getByRole('button', { name: 'From anybody' }).click()
  await ada.page.getByRole('textbox', { name: 'Search in this chat' }).fill('suits')
  await ada.page.getByText('1 of 1').waitFor()
  await ada.page.locator('input[name=search-day]').fill('2020-02-02')
  await ada.page.getByText('Nothing found').waitFor()
  await ada.page.getByRole('button', { name: 'On any day' }).click()
  await ada.page.getByText('1 of 1').waitFor()
  await ada.page.getByRole('textbox', { name: 'Search in this chat' }).press('Escape')
})

step('slow mode counts down, and restrictions are told', async () => {
  await mary.call({ _: 'channels.toggleSlowMode', channel: asGroup, seconds: 10 })
  await ada.page.reload()
  await ada.page.locator('textarea').waitFor()
  await ada.write('One at a time')
  await ada.hasTicks('One at a time', 'sent')
  await ada.page.locator('[data-slow]').waitFor()
  await screenshot(ada.page, '44-slow')
  const until = Math.round(Date.now() / 1000) + 86_400
  await mary.call({
    _: 'channels.editBanned', channel: asGroup, participant: await mary.client.resolvePeer(adaAsUser.userId),
    bannedRights: { _: 'chatBannedRights', sendMessages: true, sendPlain: true, untilDate: until },
  })
  await ada.page.locator('[data-obstacle=restricted]').getByText(/You may not write here until/).waitFor()
  await screenshot(ada.page, '45-restricted')
})

noComplaints(stage)
