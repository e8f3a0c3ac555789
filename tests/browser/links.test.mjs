// Links under the server's own domain: for strangers, guests and members; to chats, topics and single messages.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5630001'
const CHARLES = '+49 30 5630002'
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

let ada
let charles
let mary
let society
let forum

const stage = setStage('links', async () => {
  ada = await stage.desktop('ada', CLIPBOARD)
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305630003', 'Mary')
  const users = [await mary.meet(ADA, 'Ada')]
  society = await mary.createChannel('Analytical Society', { users })
  for (let line = 1; line <= 60; line += 1) await mary.send(society, `Line ${line} of many`)
  mary.private = mary.channel
  await mary.createChannel('The Gazette', { broadcast: true })
  await mary.call({ _: 'channels.updateUsername', channel: mary.channel, username: 'gazette' })
  await mary.send('gazette', 'News of the day')
  forum = await mary.createChannel('Forum', { users })
  await mary.call({ _: 'channels.toggleForum', channel: mary.channel, enabled: true, tabs: false })
  await mary.call({ _: 'channels.updateUsername', channel: mary.channel, username: 'the_forum' })
  const made = await mary.call({
    _: 'messages.createForumTopic', peer: await mary.client.resolvePeer(forum), title: 'Engines', iconColor: 0x6fb9f0,
    randomId: Long.fromNumber(79),
  })
  const topic = made.updates.find((it) => it._ === 'updateNewChannelMessage').message.id
  await mary.send(forum, 'About engines', { replyTo: topic })
})

const visit = (who, path) => who.page.goto(new URL(path, stage.origin).href)
const copyLink = async (text) => {
  await ada.act(text, 'Copy link')
  return ada.page.evaluate(() => navigator.clipboard.readText())
}

step('the link of a message is an address of the server, and leads back', async () => {
  await ada.open('Analytical Society')
  await ada.sees('Line 2 of')
  const link = await copyLink('Line 2 of')
  assert.match(new URL(link).pathname, /^\/c\/\d+\/\d+$/)
  await visit(ada, link)
  await ada.page.locator('.highlighted', { hasText: 'Line 2 of' }).waitFor()
  assert.match(ada.page.url(), /#\/chat\/-100\d+$/)
})

step('a link in a message is followed without leaving the page', async () => {
  const link = (await copyLink('Line 2 of')).replace(/\d+$/, (id) => String(Number(id) + 40))
  await mary.send(society, `As I said: ${link}`)
  await ada.page.evaluate(() => (window.isSame = true))
  await ada.page.getByRole('button', { name: /new messages?$/ }).click()
  await ada.bubble('As I said').locator('a').click()
  await ada.page.locator('.highlighted', { hasText: 'Line 42 of' }).waitFor()
  assert.equal(await ada.page.evaluate(() => window.isSame), true)
})

step('a link into a topic opens the topic', async () => {
  await ada.row('Forum').locator('a').click()
  await ada.page.locator('[data-topics]').getByText('Engines', { exact: true }).click()
  await ada.sees('About engines')
  const link = await copyLink('About engines')
  assert.match(new URL(link).pathname, /^\/the_forum\/\d+\/\d+$/)
  await visit(ada, '/gazette')
  await ada.sees('News of the day')
  await visit(ada, link)
  await ada.page.locator('.highlighted', { hasText: 'About engines' }).waitFor()
  await ada.page.locator('main strong', { hasText: 'Engines' }).waitFor()
  // Other clients say where a message is without its topic, too.
  await visit(ada, link.replace(/\/\d+\/(\d+)$/, '/$1'))
  await ada.page.locator('.highlighted', { hasText: 'About engines' }).waitFor()
})

step('who has no account signs in first, or takes another client', async () => {
  charles = await stage.phone('charles', { colorScheme: 'dark' })
  await visit(charles, '/gazette/2')
  const other = charles.page.getByRole('link', { name: 'In einer anderen App öffnen' })
  assert.equal(await other.getAttribute('href'), 'tg://resolve?domain=gazette&post=2')
  await screenshot(charles.page, '74-link-sign-in-phone-dark')
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  await charles.sees('News of the day')
  await charles.page.getByRole('button', { name: 'Beitreten' }).waitFor()
})

step('a public channel is looked at before one joins, here or in another client', async () => {
  await screenshot(charles.page, '75-public-preview-phone-dark')
  const other = charles.page.getByRole('link', { name: 'In einer anderen App öffnen' })
  assert.equal(await other.getAttribute('href'), 'tg://resolve?domain=gazette')
  await charles.page.getByRole('button', { name: 'Beitreten' }).click()
  await charles.page.locator('[data-obstacle=readOnly]').waitFor()
})

step('a private group is shown by its invitation alone', async () => {
  const { link } = await mary.call({
    _: 'messages.exportChatInvite', peer: await mary.client.resolvePeer(society), title: 'For guests',
  })
  const { pathname } = new URL(link)
  assert.match(pathname, /^\/\+/)
  await visit(charles, pathname)
  await charles.dialog.getByText('Analytical Society').waitFor()
  const other = charles.dialog.getByRole('link', { name: 'In einer anderen App öffnen' })
  assert.equal(await other.getAttribute('href'), `tg://join?invite=${pathname.slice(2)}`)
  await screenshot(charles.page, '76-invite-phone-dark')
  await charles.dialog.getByRole('button', { name: 'Beitreten' }).click()
  await charles.page.locator('main textarea').waitFor()
})

step('links that lead nowhere say so', async () => {
  await visit(ada, '/nobody_here')
  await ada.page.getByText('This link is not, or no longer, valid.').waitFor()
  await visit(ada, '/c/999999/1')
  await ada.page.getByText('This link is not, or no longer, valid.').waitFor()
  await visit(ada, '/+NoSuchHash12345')
  await ada.dialog.getByRole('alert').waitFor()
})

noComplaints(stage)
