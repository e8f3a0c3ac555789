// Several messages at once, the links of a chat, and the history of a group from before it became a supergroup.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5620001'
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

let ada
let mary
let adaAsUser
let society

const stage = setStage('selection', async () => {
  ada = await stage.desktop('ada', CLIPBOARD)
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305620002', 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  society = await mary.createChannel('Analytical Society', { users: [adaAsUser] })
  await mary.send(society, 'Rule one: speak plainly')
  await mary.send(society, 'Rule two: be brief')
  await mary.createGroup('Committee', [adaAsUser])
  await ada.open('Analytical Society')
  await ada.sees('Rule two')
})

const bar = () => ada.page.locator('[data-selection]')
const select = (text) => ada.page.getByRole('checkbox', { name: text }).click()

step('messages are selected, counted, and let go', async () => {
  await ada.act('Rule one', 'Select')
  await bar().getByText('1 message', { exact: true }).waitFor()
  await ada.bubble('Rule two').click({ force: true })
  await bar().getByText('2 messages').waitFor()
  assert.equal(await bar().getByRole('button', { name: 'Delete' }).isDisabled(), true, 'they are Mary’s')
  await screenshot(ada.page, '71-selection')
  await ada.page.keyboard.press('Escape')
  await bar().waitFor({ state: 'detached' })
})

step('they are copied with who wrote them', async () => {
  await ada.act('Rule one', 'Select')
  await select('Rule two: be brief')
  await bar().getByRole('button', { name: 'Copy text' }).click()
  const copied = await ada.page.evaluate(() => navigator.clipboard.readText())
  assert.match(copied, /^Mary, .*:\nRule one: speak plainly\n\nMary, .*:\nRule two: be brief$/)
  await bar().waitFor({ state: 'detached' })
})

step('they are forwarded together, in their order', async () => {
  await ada.act('Rule two', 'Select')
  await select('Rule one: speak plainly')
  await bar().getByRole('button', { name: 'Forward' }).click()
  await ada.dialog.getByRole('button', { name: /Committee/ }).click()
  await bar().waitFor({ state: 'detached' })
  await ada.open('Committee')
  await ada.bubble('Rule two').getByText('Forwarded from Mary').waitFor()
  assert.deepEqual((await ada.texts()).slice(-2), ['Rule one: speak plainly', 'Rule two: be brief'])
})

step('in a forum they go to the topic that is chosen', async () => {
  const forum = await mary.createChannel('Forum', { users: [adaAsUser] })
  await mary.call({ _: 'channels.toggleForum', channel: mary.channel, enabled: true, tabs: false })
  const made = await mary.call({
    _: 'messages.createForumTopic', peer: await mary.client.resolvePeer(forum), title: 'Engines', iconColor: 0x6fb9f0,
    randomId: Long.fromNumber(80),
  })
  const topic = made.updates.find((it) => it._ === 'updateNewChannelMessage').message.id
  await ada.open('Analytical Society')
  await ada.act('Rule one', 'Forward')
  await ada.dialog.getByRole('button', { name: /^Forum/ }).click()
  await ada.dialog.getByRole('heading', { name: 'To which topic of Forum?' }).waitFor()
  await ada.dialog.getByRole('button', { name: 'Engines' }).click()
  await eventually('it is in the topic', async () => {
    const [last] = await mary.client.getHistory(forum, { limit: 1 })
    return last.text === 'Rule one: speak plainly' && (last.replyToMessage?.threadId ?? last.replyToMessage?.id) === topic
  })
})

step('one’s own are deleted together', async () => {
  await ada.open('Analytical Society')
  for (const text of ['A slip', 'Another slip']) {
    await ada.write(text)
    await ada.hasTicks(text, 'sent')
  }
  await ada.act('A slip', 'Select')
  await select('Another slip')
  await bar().getByRole('button', { name: 'Delete' }).click()
  await ada.dialog.getByRole('heading', { name: 'Delete 2 messages?' }).waitFor()
  await ada.dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await ada.isGone('A slip')
  await ada.isGone('Another slip')
  await bar().waitFor({ state: 'detached' })
})

step('what is deleted by another meanwhile is no longer selected', async () => {
  const sent = await mary.send(society, 'Gone in a moment')
  await ada.sees('Gone in a moment')
  await ada.act('Gone in a moment', 'Select')
  await select('Rule two: be brief')
  await mary.client.deleteMessagesById(society, [sent.id])
  await bar().getByText('1 message', { exact: true }).waitFor()
  await bar().getByRole('button', { name: 'Select none' }).click()
})

step('the links of a chat are listed, and lead to their messages', async () => {
  await mary.send(society, 'Read https://example.org/engine and https://example.com')
  await ada.sees('Read https://')
  await ada.openPanel('Analytical Society')
  await ada.panel.getByRole('button', { name: 'Shared links' }).click()
  const links = ada.panel.locator('[data-links] li')
  await links.nth(1).waitFor()
  assert.deepEqual(await links.locator('a').evaluateAll((all) => all.map((it) => it.href)), [
    'https://example.org/engine', 'https://example.com/',
  ])
  await screenshot(ada.page, '72-links')
  await links.first().getByRole('button', { name: 'Go to the message' }).click()
  await ada.page.locator('.highlighted', { hasText: 'Read https://' }).waitFor()
})

step('the history from before the migration is reached by scrolling', async () => {
  const before = await mary.createGroup('Reading Circle', [adaAsUser])
  for (let page = 1; page <= 130; page += 1) await mary.send(before, `Page ${page}`)
  await ada.open('Reading Circle')
  await ada.write('A mark in the margin')
  await ada.hasTicks('A mark in the margin', 'sent')
  const { chats } = await mary.call({ _: 'messages.migrateChat', chatId: -before })
  const { id } = chats.find((it) => it._ === 'channel')
  await mary.send(-1e12 - id, 'On new paper')
  await ada.open('Reading Circle')
  await ada.page.waitForURL(/chat\/-100/)
  await ada.sees('On new paper')
  await ada.sees('A mark in the margin')
  await ada.page.getByText('“Reading Circle” became a supergroup').waitFor()
  const scroll = () => ada.page.getByRole('region', { name: 'Messages' }).evaluate((it) => (it.scrollTop = 0))
  await eventually('the first page is reached', async () => {
    await scroll()
    return (await ada.texts()).includes('Page 1')
  })
  await screenshot(ada.page, '73-before-migration')
  await ada.act('Page 2', 'Copy text')
  await ada.page.locator('.stack').getByRole('button', { name: /newest message|new messages?$/ }).click()
  await ada.sees('On new paper')
})

step('a search goes on in the history from before the migration', async () => {
  await ada.page.reload()
  await ada.sees('On new paper')
  await ada.page.getByRole('button', { name: 'Search in this chat' }).click()
  await ada.page.getByRole('textbox', { name: 'Search in this chat' }).fill('page')
  const status = ada.page.locator('[role=status]', { hasText: /^1 of \d+$/ })
  await status.waitFor()
  await ada.page.locator('.highlighted', { hasText: 'Page 130' }).waitFor()
  await ada.page.getByRole('button', { name: 'Older result' }).click()
  await ada.page.locator('.highlighted', { hasText: 'Page 129' }).waitFor()
  await screenshot(ada.page, '74-search-before-migration')
  await ada.page.getByRole('textbox', { name: 'Search in this chat' }).fill('paper')
  await ada.page.locator('.highlighted', { hasText: 'On new paper' }).waitFor()
})

noComplaints(stage)
