// Groups, supergroups and channels as conversations: who writes what, what has happened, and who may write.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'

const ADA = '+49 30 5560001'
const MARY = '49305560002'
const GEORGE = '49305560003'

let ada
let phone
let mary
let george

const stage = setStage('group', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  mary = await stage.peer(MARY, 'Mary')
  george = await stage.peer(GEORGE, 'George')
})

step('a basic group shows who writes, and what happened', async () => {
  const users = [await mary.meet(ADA, 'Ada'), await mary.meet(GEORGE, 'George')]
  const chat = await mary.createGroup('Royal Society', users)
  await mary.send(chat, 'Welcome, all of you')
  await ada.open('Royal Society')
  await ada.page.getByText('Mary created the group “Royal Society”').waitFor()
  await ada.sees('Welcome, all of you')
  await ada.bubble('Welcome, all of you').locator('.sender', { hasText: 'Mary' }).waitFor()
  await ada.page.locator('[data-status]', { hasText: '3 members' }).waitFor()
  await ada.write('A pleasure')
  await ada.hasTicks('A pleasure', 'sent')
  await george.client.readHistory(chat)
})

step('a supergroup is written in from both sides', async () => {
  const users = [await mary.meet(ADA, 'Ada'), await mary.meet(GEORGE, 'George')]
  mary.society = await mary.createChannel('Analytical Society', { users })
  await mary.send(mary.society, 'First line')
  await ada.open('Analytical Society')
  await ada.sees('First line')
  await ada.write('Second line')
  await ada.hasTicks('Second line', 'sent')
  const heard = await mary.client.getHistory(mary.society, { limit: 1 })
  assert.equal(heard[0].text, 'Second line')
  await mary.send(mary.society, 'Third line')
  await ada.sees('Third line')
})

step('edits, deletions and writing are seen live in a supergroup', async () => {
  const sent = await mary.send(mary.society, 'To be chnaged')
  await ada.sees('To be chnaged')
  await mary.client.editMessage({ chatId: mary.society, message: sent.id, text: 'To be changed' })
  await ada.sees('To be changed')
  await mary.client.deleteMessagesById(mary.society, [sent.id])
  await ada.isGone('To be changed')
  await mary.client.sendTyping(mary.society)
  await ada.page.locator('[data-status]', { hasText: 'Mary is writing…' }).waitFor()
})

step('a channel is read, its posts are signed by nobody, and its sound can be turned off', async () => {
  const users = [await mary.meet(ADA, 'Ada')]
  mary.gazette = await mary.createChannel('The Gazette', { broadcast: true, users })
  await mary.send(mary.gazette, 'News of the day')
  await ada.row('The Gazette').locator('a').click()
  await ada.sees('News of the day')
  assert.equal(await ada.bubble('News of the day').locator('.sender').count(), 0)
  await ada.page.locator('[data-obstacle=readOnly]').getByRole('button', { name: 'Mute' }).click()
  await ada.page.getByRole('button', { name: 'Unmute' }).waitFor()
  await screenshot(ada.page, '20-channel')
})

step('a group looks well on a phone, in the dark', async () => {
  await ada.open('Analytical Society')
  await screenshot(ada.page, '21-supergroup')
  await ada.open('Royal Society')
  await screenshot(ada.page, '22-group')
  phone = await stage.phone('phone', { colorScheme: 'dark' })
  await phone.signIn(ADA)
  await phone.open('Royal Society')
  await phone.page.getByText('Mary hat die Gruppe „Royal Society“ gegründet').waitFor()
  await screenshot(phone.page, '23-phone-group')
})

noComplaints(stage)
