// What asks for attention in groups: who has seen what, reactions and mentions not looked at, who writes where, and in
// whose name.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5610001'

let ada
let mary
let george
let adaAsUser
const salon = {}
const forum = {}

const stage = setStage('attention', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer('49305610002', 'Mary')
  george = await stage.peer('49305610003', 'George')
  adaAsUser = await mary.meet(ADA, 'Ada')
  const users = [adaAsUser, await mary.meet('49305610003', 'George')]
  salon.id = await mary.createChannel('Salon', { users })
  salon.channel = mary.channel
  salon.peer = await mary.client.resolvePeer(salon.id)
  forum.id = await mary.createChannel('Forum', { users })
  forum.channel = mary.channel
  forum.peer = await mary.client.resolvePeer(forum.id)
  await mary.call({ _: 'channels.toggleForum', channel: forum.channel, enabled: true, tabs: false })
  const made = await mary.call({
    _: 'messages.createForumTopic', peer: forum.peer, title: 'Engines', iconColor: 0x6fb9f0, randomId: Long.fromNumber(78),
  })
  forum.topic = made.updates.find((it) => it._ === 'updateNewChannelMessage').message.id
})

const react = (peer, msgId, emoticon) =>
  mary.call({ _: 'messages.sendReaction', peer, msgId, reaction: [{ _: 'reactionEmoji', emoticon }] })
const newest = async (chat) => (await mary.client.getHistory(chat, { limit: 1 }))[0].id
const jump = (name) => ada.page.locator('.stack').getByRole('button', { name })

step('who has read a message of a supergroup is told', async () => {
  await ada.open('Salon')
  await ada.write('Is this understood?')
  await ada.hasTicks('Is this understood?', 'sent')
  await mary.client.readHistory(salon.id)
  await ada.hasTicks('Is this understood?', 'read')
  await ada.act('Is this understood?', 'Seen by')
  await ada.dialog.getByText('Mary').waitFor()
  assert.equal(await ada.dialog.getByText('George').count(), 0)
  await ada.page.keyboard.press('Escape')
})

step('who reacted is told by emoji', async () => {
  const id = await newest(salon.id)
  await react(salon.peer, id, '🔥')
  await george.call({
    _: 'messages.sendReaction', peer: await george.client.resolvePeer(salon.id), msgId: id,
    reaction: [{ _: 'reactionEmoji', emoticon: '👏' }],
  })
  const bar = ada.bubble('Is this understood?').locator('.reactions')
  await bar.getByRole('button', { name: '👏: 1' }).waitFor()
  await ada.act('Is this understood?', 'Reactions')
  await ada.dialog.getByText('Mary').waitFor()
  await ada.dialog.getByText('George').waitFor()
  await ada.dialog.getByRole('tab', { name: '👏 1' }).click()
  await ada.dialog.getByText('George').waitFor()
  await eventually('only George is left', async () => (await ada.dialog.locator('li').count()) === 1)
  await screenshot(ada.page, '66-reactors')
  await ada.page.keyboard.press('Escape')
})

step('every reaction that the server takes is offered', async () => {
  await ada.menu('Is this understood?')
  await ada.page.getByRole('menu').getByRole('button', { name: 'More' }).click()
  assert.ok((await ada.page.getByRole('menuitem', { name: /^React with/ }).count()) > 30)
  await screenshot(ada.page, '67-all-reactions')
  await ada.page.keyboard.press('Escape')
})

step('a reaction to an old message is led to, and then counts as seen', async () => {
  await ada.write('An old thought of mine')
  await ada.hasTicks('An old thought of mine', 'sent')
  const id = await newest(salon.id)
  for (let line = 0; line < 40; line += 1) await mary.send(salon.id, `Remark ${line}`)
  await ada.sees('Remark 39')
  await jump(/newest message|new messages?$/).click().catch(() => {})
  await react(salon.peer, id, '❤')
  await ada.row('Salon').getByText('1 new reaction').waitFor({ state: 'attached' })
  await jump('1 new reaction').click()
  await ada.page.locator('.highlighted', { hasText: 'An old thought of mine' }).waitFor()
  await jump(/new reaction/).waitFor({ state: 'detached' })
  await ada.row('Salon').getByText(/new reaction/).waitFor({ state: 'detached' })
})

step('a mention in a topic is shown with the topic, and led to', async () => {
  await ada.row('Forum').locator('a').click()
  const topic = ada.page.locator('[data-topics] li', { hasText: 'Engines' })
  await topic.waitFor()
  await mary.call({
    _: 'messages.sendMessage', peer: forum.peer, message: 'Ada must see this',
    replyTo: { _: 'inputReplyToMessage', replyToMsgId: forum.topic, topMsgId: forum.topic },
    entities: [{ _: 'inputMessageEntityMentionName', offset: 0, length: 3, userId: adaAsUser }],
    randomId: Long.fromNumber(Date.now()),
  })
  for (let line = 0; line < 40; line += 1) await mary.send(forum.id, `Minute ${line}`, { replyTo: forum.topic })
  await topic.getByLabel('1 mention of you').waitFor()
  await screenshot(ada.page, '68-topic-mention')
  await topic.locator('a').click()
  await ada.page.locator('[data-id]').first().waitFor()
  await jump('1 unread mention').click({ timeout: 3_000 }).catch(() => {})
  await ada.bubble('Ada must see this').locator('.mention', { hasText: 'Ada' }).waitFor()
  await jump(/unread mention/).waitFor({ state: 'detached' })
  await ada.page.getByRole('button', { name: 'Back' }).click()
  await topic.getByLabel(/mention of you/).waitFor({ state: 'detached' })
})

step('who writes in a topic is shown there, and not in another', async () => {
  const typing = (topMsgId) =>
    mary.call({
      _: 'messages.setTyping', peer: forum.peer, action: { _: 'sendMessageTypingAction' },
      ...(topMsgId ? { topMsgId } : {}),
    })
  await typing(forum.topic)
  const row = (title) => ada.page.locator('[data-topics] li', { hasText: title })
  await row('Engines').getByText('Mary is writing…').waitFor()
  assert.equal(await row('General').getByText('is writing…').count(), 0)
  await row('General').locator('a').click()
  await ada.page.locator('[data-status]', { hasText: 'Forum' }).waitFor()
  await typing(forum.topic)
  await ada.row('Forum').getByText('Mary is writing…').waitFor()
  assert.equal(await ada.page.locator('main [data-status]').innerText(), 'Forum')
  await typing(null)
  await ada.page.locator('main [data-status]', { hasText: 'Mary is writing…' }).waitFor()
})

step('the time to live is set, and shown in the header', async () => {
  await ada.create('group', 'Whispers')
  await ada.openPanel('Whispers')
  await ada.panel.getByRole('button', { name: 'Name and type' }).click()
  await ada.panel.getByRole('radio', { name: '1 week' }).check()
  await ada.page.locator('main [data-mark=clock]').waitFor()
  await ada.page.locator('main').getByText('You let messages delete themselves after 1 week').waitFor()
  await ada.panel.getByRole('button', { name: 'Close' }).click()
  await ada.write('This will not last')
  await ada.bubble('This will not last').locator('[title*="1 week"]').waitFor()
  await screenshot(ada.page, '69-time-to-live')
})

step('one writes in the name of one’s own channel', async () => {
  await ada.create('channel', 'Notes on the Engine', { username: 'engine_notes' })
  await mary.call({ _: 'channels.updateUsername', channel: salon.channel, username: 'the_salon' })
  await ada.page.reload()
  await ada.open('Salon')
  await ada.page.getByRole('button', { name: 'Write as Ada' }).click()
  await ada.page.getByRole('menuitemradio', { name: /Notes on the Engine/ }).waitFor()
  await screenshot(ada.page, '70-write-as')
  await ada.page.getByRole('menuitemradio', { name: /Notes on the Engine/ }).click()
  await ada.page.getByRole('button', { name: 'Write as Notes on the Engine' }).waitFor()
  await ada.write('The engine speaks')
  await ada.hasTicks('The engine speaks', 'sent')
  await ada.bubble('The engine speaks').locator('.sender', { hasText: 'Notes on the Engine' }).waitFor()
  const [heard] = await mary.client.getHistory(salon.id, { limit: 1 })
  assert.equal(heard.sender.displayName, 'Notes on the Engine')
  await ada.page.reload()
  await ada.page.getByRole('button', { name: 'Write as Notes on the Engine' }).click()
  await ada.page.getByRole('menuitemradio', { name: /Ada/ }).click()
  await ada.page.getByRole('button', { name: 'Write as Ada' }).waitFor()
  await ada.write('Ada herself')
  await eventually('it came from Ada', async () => {
    const [last] = await mary.client.getHistory(salon.id, { limit: 1 })
    return last.text === 'Ada herself' && last.sender.id === adaAsUser.userId
  })
})

noComplaints(stage)
