// Reactions, comments, topics, and what is sent later or without a sound.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5590001'
const MARY = '49305590002'

let ada
let mary
let adaAsUser

const stage = setStage('extras', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer(MARY, 'Mary')
  adaAsUser = await mary.meet(ADA, 'Ada')
  mary.chat = await mary.createChannel('Salon', { users: [adaAsUser] })
  mary.peer = await mary.client.resolvePeer(mary.chat)
})

step('a reaction is given, seen by others, joined, and taken back', async () => {
  const { id } = await mary.send(mary.chat, 'What do you think of it?')
  await ada.open('Salon')
  await ada.sees('What do you think')
  await ada.bubble('What do you think').locator('.bubble').click({ button: 'right' })
  await screenshot(ada.page, '50-reaction-menu')
  await ada.page.getByRole('menuitem', { name: 'React with 👍' }).click()
  const bar = ada.bubble('What do you think').locator('.reactions')
  await bar.locator('button[aria-pressed=true]', { hasText: '👍' }).waitFor()
  const react = (reaction) => mary.call({ _: 'messages.sendReaction', peer: mary.peer, msgId: id, reaction })
  await react([{ _: 'reactionEmoji', emoticon: '👍' }])
  await bar.getByRole('button', { name: '👍: 2' }).waitFor()
  await screenshot(ada.page, '51-reactions')
  await ada.act('What do you think', 'Reactions')
  await ada.page.getByRole('dialog').getByText('Mary').waitFor()
  await ada.page.keyboard.press('Escape')
  await bar.getByRole('button', { name: '👍: 2' }).click()
  await bar.locator('button[aria-pressed=false]', { hasText: '1' }).waitFor()
  await react([])
  await bar.waitFor({ state: 'detached' })
})

step('a message is scheduled, changed, and sent at once', async () => {
  await ada.page.locator('textarea').fill('Happy new year')
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Send later…' }).click()
  await screenshot(ada.page, '52-schedule')
  await ada.page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await ada.page.getByRole('button', { name: /message to be sent later/ }).click()
  const list = ada.page.locator('[data-scheduled]')
  await list.getByText('Happy new year').waitFor()
  await list.getByRole('button', { name: 'Edit' }).click()
  await list.locator('textarea').fill('Happy new year, all of you')
  await list.getByRole('button', { name: 'Save' }).click()
  await list.getByText('all of you').waitFor()
  await screenshot(ada.page, '53-scheduled')
  await list.getByRole('button', { name: 'Send now' }).click()
  await ada.page.getByText('Nothing is waiting to be sent.').waitFor()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await ada.sees('Happy new year, all of you')
})

step('a scheduled message is deleted; a silent one says that it is', async () => {
  await ada.page.locator('textarea').fill('Never mind')
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Send later…' }).click()
  await ada.page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await ada.page.getByRole('button', { name: /message to be sent later/ }).click()
  await ada.page.locator('[data-scheduled]').getByRole('button', { name: 'Delete' }).click()
  await ada.page.getByText('Nothing is waiting to be sent.').waitFor()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await ada.page.locator('textarea').fill('Hush')
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Send without sound' }).click()
  await ada.bubble('Hush').locator('[title="Sent without sound"]').waitFor()
})

step('a post is commented on', async () => {
  const discussion = mary.channel
  await mary.call({ _: 'channels.togglePreHistoryHidden', channel: discussion, enabled: false })
  const channel = await mary.createChannel('The Gazette', { broadcast: true, users: [adaAsUser] })
  await mary.call({ _: 'channels.setDiscussionGroup', broadcast: mary.channel, group: discussion })
  await mary.send(channel, 'News that calls for comment')
  await ada.row('The Gazette').locator('a').click()
  const post = ada.bubble('News that calls')
  await post.locator('[data-thread]', { hasText: 'Write a comment' }).click()
  await ada.page.locator('[data-subject]', { hasText: 'News that calls' }).waitFor()
  await ada.write('I have one')
  await ada.hasTicks('I have one', 'sent')
  await screenshot(ada.page, '54-comments')
  await ada.page.getByRole('button', { name: 'Back' }).click()
  await ada.row('The Gazette').locator('a').click()
  await post.locator('[data-thread]', { hasText: '1 comment' }).waitFor()
  await eventually('the post was counted as seen', async () =>
    Number(await post.locator('[data-views]').getAttribute('data-views')) >= 1)
  await screenshot(ada.page, '55-post')
})

step('topics of a forum are conversations of their own', async () => {
  const forum = await mary.createChannel('Forum', { users: [adaAsUser] })
  const peer = await mary.client.resolvePeer(forum)
  await mary.call({ _: 'channels.toggleForum', channel: mary.channel, enabled: true, tabs: false })
  const made = await mary.call({
    _: 'messages.createForumTopic', peer, title: 'Engines', iconColor: 0x6fb9f0, randomId: Long.fromNumber(77),
  })
  const topic = made.updates.find((it) => it._ === 'updateNewChannelMessage').message.id
  await mary.send(forum, 'About engines', { replyTo: topic })
  await ada.page.reload()
  await ada.row('Forum').locator('a').click()
  const topics = ada.page.locator('[data-topics]')
  await topics.getByText('Engines', { exact: true }).waitFor()
  await topics.getByText('General', { exact: true }).waitFor()
  await screenshot(ada.page, '56-topics')
  await topics.getByText('Engines', { exact: true }).click()
  await ada.sees('About engines')
  await ada.write('They run on steam')
  await ada.hasTicks('They run on steam', 'sent')
  await screenshot(ada.page, '57-topic')
  const [last] = await mary.client.getHistory(forum, { limit: 1 })
  assert.equal(last.text, 'They run on steam')
  assert.equal(last.replyToMessage?.threadId ?? last.replyToMessage?.id, topic)
  await ada.page.getByRole('button', { name: 'Back' }).click()
  await topics.getByText('They run on steam').waitFor()
})

step('it all fits on a phone, in the dark, in German', async () => {
  const phone = await stage.phone('phone', { colorScheme: 'dark' })
  await phone.signIn(ADA)
  await phone.row('Forum').locator('a').click()
  await phone.page.locator('[data-topics]').getByText('Engines', { exact: true }).click()
  await phone.sees('They run on steam')
  await screenshot(phone.page, '58-phone-topic')
  await phone.page.getByRole('button', { name: 'Zurück' }).click()
  await phone.page.locator('[data-topics]').waitFor()
  await phone.go('')
  await phone.row('The Gazette').locator('a').click()
  await phone.bubble('News that calls').locator('[data-thread]', { hasText: '1 Kommentar' }).click()
  await phone.sees('I have one')
  await phone.bubble('I have one').locator('.bubble').click({ button: 'right' })
  await phone.page.getByRole('menuitem', { name: 'Mit ❤ reagieren' }).waitFor()
  await screenshot(phone.page, '59-phone-menu')
  await phone.page.getByRole('menuitem', { name: 'Mit ❤ reagieren' }).click()
  await phone.bubble('I have one').locator('.reactions').waitFor()
  await screenshot(phone.page, '60-phone-comments')
})

noComplaints(stage)
