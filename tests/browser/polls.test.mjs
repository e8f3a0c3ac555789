// Polls and quizzes: made, voted in, taken back, counted live, looked through and closed.
import assert from 'node:assert/strict'
import { screenshot } from './lib/browser.mjs'
import { noComplaints, setStage } from './lib/stage.mjs'
import { step } from './lib/step.mjs'
import { eventually } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5600001'
const CHARLES = '+49 30 5600002'

let ada
let charles
let mary

const stage = setStage('polls', async () => {
  ada = await stage.desktop('ada')
  await ada.signUp(ADA, 'Ada', 'Lovelace')
  charles = await stage.phone('charles', { colorScheme: 'dark' })
  await charles.signUp(CHARLES, 'Charles', 'Babbage')
  mary = await stage.peer('49305600003', 'Mary')
  const users = [await mary.meet(ADA, 'Ada'), await mary.meet(CHARLES, 'Charles')]
  mary.chat = await mary.createChannel('Analytical Society', { users })
  mary.group = mary.channel
  mary.peer = await mary.client.resolvePeer(mary.chat)
  await ada.open('Analytical Society')
  await charles.open('Analytical Society')
})

const pollOf = (who, question) => who.page.locator('[data-poll]', { hasText: question })
const answers = (who, question) => pollOf(who, question).locator('button.answer')
const result = (who, question, text) => pollOf(who, question).locator('button.result', { hasText: text })
const shares = async (who, question) =>
  (await pollOf(who, question).locator('.share').allInnerTexts()).map((it) => Number(it.replace('%', '')))

async function fillIn(question, choices, options = {}) {
  await ada.page.locator('[data-attach]').click()
  await ada.page.getByRole('menuitem', { name: 'New poll' }).click()
  await ada.dialog.locator('input[name=question]').fill(question)
  for (const [index, text] of choices.entries()) {
    if (index >= 2) await ada.dialog.getByRole('button', { name: 'Add an answer' }).click()
    await ada.dialog.locator(`input[name=answer-${index}]`).fill(text)
  }
  for (const name of options.check ?? []) await ada.dialog.locator(`input[name=${name}]`).check()
  if (options.right !== undefined) await ada.dialog.getByRole('radio', { name: `Answer ${options.right} is right` }).check()
  if (options.solution) await ada.dialog.locator('input[name=solution]').fill(options.solution)
  if (options.closes) await ada.dialog.getByRole('radio', { name: options.closes }).check()
  if (options.picture) await screenshot(ada.page, options.picture)
}

async function compose(question, choices, options) {
  await fillIn(question, choices, options)
  await ada.dialog.getByRole('button', { name: 'Create' }).click()
  await pollOf(ada, question).waitFor()
}

async function menu(who, question, action) {
  await pollOf(who, question).locator('.question').click({ button: 'right' })
  await who.page.getByRole('menuitem', { name: action, exact: true }).click()
}

const INSTRUMENTS = 'Which instruments shall we buy?'

step('a public poll with several answers and an end is made', async () => {
  const options = { check: ['public', 'multiple'], closes: '1 day', picture: '61-new-poll' }
  await compose(INSTRUMENTS, ['Compasses', 'Telescopes', 'Looms'], options)
  await pollOf(ada, INSTRUMENTS).getByText('Poll', { exact: true }).waitFor()
  await pollOf(ada, INSTRUMENTS).locator('[data-closes]', { hasText: 'closes in 24 hours' }).waitFor()
  await answers(charles, INSTRUMENTS).first().waitFor()
  await screenshot(charles.page, '62-poll-phone-dark')
})

step('several answers are chosen, and the others see the counts', async () => {
  await answers(charles, INSTRUMENTS).nth(0).click()
  await answers(charles, INSTRUMENTS).nth(2).click()
  await pollOf(charles, INSTRUMENTS).getByRole('button', { name: 'Abstimmen' }).click()
  await result(charles, INSTRUMENTS, 'Compasses').waitFor()
  assert.deepEqual(await shares(charles, INSTRUMENTS), [100, 0, 100])
  await pollOf(ada, INSTRUMENTS).getByText('1 person has voted').waitFor()
  assert.equal(await result(ada, INSTRUMENTS, 'Compasses').count(), 0, 'who has not voted sees no counts')
})

step('one’s own vote shows the results, and who voted for what', async () => {
  await answers(ada, INSTRUMENTS).nth(0).click()
  await pollOf(ada, INSTRUMENTS).getByRole('button', { name: 'Vote', exact: true }).click()
  await eventually('both votes count', async () => (await shares(ada, INSTRUMENTS)).join() === '100,0,50')
  await eventually('Charles is told', async () => (await shares(charles, INSTRUMENTS)).join() === '100,0,50')
  await pollOf(ada, INSTRUMENTS).getByRole('button', { name: 'Show votes' }).click()
  const compasses = ada.dialog.locator('section', { hasText: 'Compasses' })
  await compasses.getByText('Charles Babbage').waitFor()
  await compasses.getByText('Ada', { exact: true }).waitFor()
  await compasses.getByText('100% · 2 votes').waitFor()
  assert.equal(await ada.dialog.locator('section').count(), 2, 'only answers that somebody chose')
  await screenshot(ada.page, '63-poll-votes')
  await ada.page.keyboard.press('Escape')
})

step('a vote is taken back', async () => {
  await menu(charles, INSTRUMENTS, 'Stimme zurücknehmen')
  await answers(charles, INSTRUMENTS).first().waitFor()
  await eventually('one vote is left', async () => (await shares(ada, INSTRUMENTS)).join() === '100,0,0')
  await pollOf(ada, INSTRUMENTS).getByText('1 person has voted').waitFor()
})

const QUIZ = 'What weaves algebraic patterns?'

step('a quiz tells who was right, and why', async () => {
  const options = { check: ['quiz'], right: 2, solution: 'As the loom weaves flowers.' }
  await compose(QUIZ, ['The loom', 'The engine'], options)
  await pollOf(charles, QUIZ).getByText('Anonymes Quiz').waitFor()
  await answers(charles, QUIZ).nth(0).click()
  await pollOf(charles, QUIZ).locator('.wrong', { hasText: 'The loom' }).waitFor()
  await pollOf(charles, QUIZ).locator('.right', { hasText: 'The engine' }).waitFor()
  await pollOf(charles, QUIZ).getByText('As the loom weaves flowers.').waitFor()
  await screenshot(charles.page, '64-quiz-wrong-phone-dark')
  await pollOf(charles, QUIZ).locator('.question').click({ button: 'right' })
  await charles.page.getByRole('menuitem', { name: 'Antworten', exact: true }).waitFor()
  assert.equal(await charles.page.getByRole('menuitem', { name: 'Stimme zurücknehmen' }).count(), 0)
  await charles.page.keyboard.press('Escape')
  await answers(ada, QUIZ).nth(1).click()
  await pollOf(ada, QUIZ).locator('.right', { hasText: 'The engine' }).waitFor()
  assert.equal(await pollOf(ada, QUIZ).locator('.wrong').count(), 0)
  assert.equal(await result(ada, QUIZ, 'The loom').isDisabled(), true, 'nobody is told who chose what')
})

step('a poll is closed by who made it, and everybody sees the final results', async () => {
  await menu(ada, INSTRUMENTS, 'Close the poll')
  await pollOf(ada, INSTRUMENTS).getByText('Final results').waitFor()
  await pollOf(charles, INSTRUMENTS).getByText('Endergebnis').waitFor()
  assert.equal(await answers(charles, INSTRUMENTS).count(), 0)
  assert.equal(await pollOf(charles, INSTRUMENTS).locator('[data-closes]').count(), 0)
  await screenshot(ada.page, '65-poll-closed')
})

step('a poll closes by itself while one looks at it', async () => {
  const plain = (text) => ({ _: 'textWithEntities', text, entities: [] })
  await mary.call({
    _: 'messages.sendMedia', peer: mary.peer, message: '', randomId: Long.fromNumber(Date.now()),
    media: {
      _: 'inputMediaPoll',
      poll: {
        _: 'poll', id: Long.ZERO, question: plain('Quick, yes or no?'), closePeriod: 6, hash: Long.ZERO,
        answers: ['Yes', 'No'].map((text, at) => ({ _: 'pollAnswer', text: plain(text), option: Uint8Array.of(at) })),
      },
    },
  })
  await answers(ada, 'Quick').nth(0).click()
  await eventually('the vote counts', async () => (await shares(ada, 'Quick')).join() === '100,0')
  await pollOf(ada, 'Quick').getByText('Final results').waitFor()
  await pollOf(charles, 'Quick').getByText('Endergebnis').waitFor()
})

step('a poll is sent without a sound, and another one later', async () => {
  const create = () => ada.dialog.getByRole('button', { name: 'Create' })
  await fillIn('Hush, hush?', ['Yes', 'No'])
  await create().click({ button: 'right' })
  await ada.page.getByRole('menuitem', { name: 'Send without sound' }).click()
  await pollOf(ada, 'Hush').waitFor()
  await ada.bubble('Hush').locator('[title="Sent without sound"]').waitFor()
  await fillIn('Tomorrow?', ['Yes', 'No'])
  await create().click({ button: 'right' })
  await screenshot(ada.page, '66-poll-later')
  await ada.page.getByRole('menuitem', { name: 'Send later…' }).click()
  await ada.page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await ada.page.getByRole('button', { name: /message to be sent later/ }).click()
  const list = ada.page.locator('[data-scheduled]')
  await list.getByText('Tomorrow?').waitFor()
  assert.equal(await pollOf(ada, 'Tomorrow?').count(), 0)
  await list.getByRole('button', { name: 'Send now' }).click()
  await ada.page.getByText('Nothing is waiting to be sent.').waitFor()
  await ada.dialog.getByRole('button', { name: 'Close' }).click()
  await answers(charles, 'Tomorrow?').first().waitFor()
})

step('posts have anonymous polls only', async () => {
  await ada.create('channel', 'The Gazette')
  await ada.page.locator('[data-attach]').click()
  await ada.page.getByRole('menuitem', { name: 'New poll' }).click()
  await ada.dialog.locator('input[name=quiz]').waitFor()
  assert.equal(await ada.dialog.locator('input[name=public]').count(), 0)
  await ada.dialog.getByRole('button', { name: 'Cancel' }).click()
})

noComplaints(stage)
