// A conversation of 100,000 messages: it scrolls smoothly, nothing jumps, and the document stays small.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { Client } from './lib/client.mjs'
import { Peer } from './lib/helper.mjs'
import { onFailure, step } from './lib/step.mjs'
import { eventually, originOf, startServer } from './lib/world.mjs'
import Long from '../interop/node_modules/long/index.js'

const ADA = '+49 30 5570001'
const MARY = '49305570002'
const COUNT = 100_000
const BATCH = 100
// A row is about 45 px high; more than this many in the document means that rows are not taken out of it.
const ROWS_MAX = 150
// Half of the frames come at 60 a second even when other tests keep the machine busy; an idle one has no slow ones.
const FRAME_P50_MS = 34

let server
let browser
let ada
let mary
let scroller

before(async () => {
  server = await startServer('--no-flood-limits')
  browser = await Browser.start(originOf(server))
  onFailure(() => browser.pictures('failed-long'))
  mary = await Peer.signUp(server, MARY, 'Mary')
})

after(async () => {
  await mary?.stop()
  await browser.stop()
  await server.stop()
})

const words = (index) => Array.from({ length: 1 + ((index * 7) % 40) }, (_, at) => `word${(index + at) % 97}`).join(' ')

step('a group is filled with 100,000 messages', async () => {
  ada = new Client(await browser.device('ada'), server)
  await ada.signUp(ADA, 'Ada')
  mary.chat = await mary.createChannel('The Archive', { users: [await mary.meet(ADA, 'Ada')] })
  const peer = await mary.client.resolvePeer(mary.chat)
  const ids = []
  for (let index = 0; index < BATCH; index += 1) ids.push((await mary.send(mary.chat, `${index}: ${words(index)}`)).id)
  const started = Date.now()
  let number = 0
  const copy = () =>
    mary.call({
      _: 'messages.forwardMessages', fromPeer: peer, toPeer: peer, dropAuthor: true, id: ids,
      randomId: ids.map(() => Long.fromNumber(++number)),
    })
  for (let sent = BATCH; sent < COUNT; sent += BATCH * 4) {
    const rest = Math.min(4, (COUNT - sent) / BATCH)
    await Promise.all(Array.from({ length: rest }, copy))
  }
  console.log(`      filled in ${Date.now() - started} ms`)
  await ada.page.reload()
  await ada.row('The Archive').waitFor({ timeout: 60_000 })
  await ada.open('The Archive')
  await ada.page.locator('[data-id]').first().waitFor()
  scroller = ada.page.getByRole('region', { name: 'Messages' })
})

// Scrolls by `step` pixels in every frame, and reports how long the frames took and how far rows were moved by
// anything but the scrolling itself.
function scrollFrames(step, frames) {
  return scroller.evaluate(async (element, { step, frames }) => {
    const durations = []
    let jumps = 0
    let rowsMax = 0
    let last = performance.now()
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const rows = () => [...element.querySelectorAll('[data-row]')]
    for (let frame = 0; frame < frames; frame += 1) {
      const edge = element.getBoundingClientRect().top
      const watched = rows().find((row) => row.getBoundingClientRect().top > edge + 100)
      const before = watched?.getBoundingClientRect().top ?? 0
      const from = element.scrollTop
      element.scrollTop += step
      const moved = element.scrollTop - from
      await nextFrame()
      const now = performance.now()
      durations.push(now - last)
      last = now
      rowsMax = Math.max(rowsMax, rows().length)
      if (watched?.isConnected && Math.abs(watched.getBoundingClientRect().top - (before - moved)) > 2) jumps += 1
    }
    durations.sort((a, b) => a - b)
    const at = (share) => Math.round(durations[Math.floor(durations.length * share)] * 10) / 10
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(0.9999), jumps, rowsMax, nodes: element.querySelectorAll('*').length }
  }, { step, frames })
}

async function check(name, step, frames) {
  const figures = await scrollFrames(step, frames)
  console.log(`      ${name}: ${JSON.stringify(figures)}`)
  assert.ok(figures.rowsMax <= ROWS_MAX, `${figures.rowsMax} rows in the document`)
  assert.equal(figures.jumps, 0, 'rows jumped')
  assert.ok(figures.p50 <= FRAME_P50_MS, `half of the frames within ${FRAME_P50_MS} ms, not ${figures.p50}`)
}

const shownIds = () =>
  scroller.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return [...element.querySelectorAll('[data-id]')]
      .filter((it) => it.getBoundingClientRect().bottom > top && it.getBoundingClientRect().top < bottom)
      .map((it) => Number(it.dataset.id))
  })

step('it opens where reading has ended, and one button leads to its end', async () => {
  await eventually('the first messages are shown', async () => Math.min(...(await shownIds())) < 30)
  await ada.page.getByRole('button', { name: /new messages/ }).click()
  await eventually('the end is shown', async () => Math.max(...(await shownIds())) >= COUNT)
})

step('reading upwards for thousands of messages is smooth', async () => {
  const [start] = await shownIds()
  await check('slow, upwards', -60, 600)
  await check('fast, upwards', -400, 600)
  const [end] = await shownIds()
  console.log(`      scrolled over ${start - end} messages`)
  assert.ok(start - end > 2_000)
})

step('and downwards again', () => check('fast, downwards', 400, 600))

step('on the way no message is missing', async () => {
  const ids = await scroller.evaluate((element) => [...element.querySelectorAll('[data-id]')].map((it) => Number(it.dataset.id)))
  assert.deepEqual(ids, Array.from({ length: ids.length }, (_, index) => ids[0] + index))
})

step('a day is gone to, and one button leads back to the end', async () => {
  await ada.page.getByRole('button', { name: 'Search in this chat' }).click()
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  await ada.page.locator('input[name=search-day]').fill(today)
  await eventually('the first message of the day is shown', async () => (await shownIds()).some((id) => id < 30))
  await ada.page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await screenshot(ada.page, '30-archive-begin')
  // Who has rushed past the newest ones has not read them: the button counts them.
  await ada.page.getByRole('button', { name: /To the newest message|new messages?$/ }).click()
  await eventually('the end is shown', async () => Math.max(...(await shownIds())) >= COUNT)
})

step('a link leads to a message in the middle', async () => {
  await ada.page.evaluate(({ chat }) => (location.hash = `#/chat/${chat}/message/50000`), { chat: mary.chat })
  await ada.page.locator('.highlighted[data-id="50000"]').waitFor()
  await screenshot(ada.page, '31-archive-middle')
})

step('no page complained', () => assert.deepEqual(browser.complaints, []))
