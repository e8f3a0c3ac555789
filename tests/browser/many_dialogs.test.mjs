// Ten thousand chats: the document stays small, and scrolling through them all stays smooth. The chats come from a
// worker in the protocol worker's place (lib/many_dialogs_worker.js). Frame times are printed; what they may be at most
// is set wide, for other work on the machine shows in them.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Browser, screenshot } from './lib/browser.mjs'
import { bundled } from './lib/bundle.mjs'
import { eventually, originOf, startServer } from './lib/world.mjs'

const COUNT = 10_000
const ROW_PX = 68
const WORKER = path.join(import.meta.dirname, 'lib', 'many_dialogs_worker.js')
/** A page has about 30 rows at once, each of about 25 elements. */
const ELEMENTS_MAX = 2_500

let server
let browser
let page

before(async () => {
  server = await startServer()
  browser = await Browser.start(originOf(server))
  page = await browser.device('many')
  const body = await bundled(WORKER)
  await page.route('**/protocol.worker*.js', (route) => route.fulfill({ body, contentType: 'text/javascript' }))
  // The test speaks to the worker as the page does.
  await page.addInitScript(() => {
    const Plain = window.Worker
    window.Worker = class extends Plain {
      constructor(...args) {
        super(...args)
        window.testWorker = this
      }
    }
  })
  await page.reload()
  await page.locator('[data-rows] li').first().waitFor()
})

after(async () => {
  await browser.stop()
  await server.stop()
})

const elements = () => page.evaluate(() => document.querySelectorAll('*').length)
const rows = () => page.locator('[data-rows] li').count()

/** Scrolls `by` pixels in each of `frames` frames and resolves with how long each frame took. */
const scroll = (frames, by) =>
  page.evaluate(
    ([count, step]) =>
      new Promise((resolve) => {
        const list = document.querySelector('[data-rows]')
        const times = []
        let last = performance.now()
        const next = (now) => {
          times.push(now - last)
          last = now
          if (times.length > count) return resolve(times.slice(1))
          list.scrollTop += step
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    [frames, by],
  )

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

/** Milliseconds of the main thread that one frame needs: script, style and layout. */
async function work(run) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const read = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name) => metrics.find((it) => it.name === name).value
    return 1000 * (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration'))
  }
  const before = await read()
  const times = (await run()).sort((a, b) => a - b)
  return { each: ((await read()) - before) / times.length, times }
}

function report(what, { each, times }) {
  const [p50, p95, max] = [at(times, 0.5), at(times, 0.95), times.at(-1)].map((it) => it.toFixed(1))
  console.log(`      ${what}: ${each.toFixed(2)} ms of work a frame; frames p50 ${p50}, p95 ${p95}, max ${max} ms`)
}

test('all chats are reached by scrolling', async () => {
  await eventually('all are loaded', async () => {
    const height = await page.evaluate(() => {
      const list = document.querySelector('[data-rows]')
      list.scrollTop = list.scrollHeight
      return list.scrollHeight
    })
    return height >= COUNT * ROW_PX
  }, { timeoutMs: 60_000, everyMs: 10 })
  await page.locator(`[data-rows] li[aria-posinset="${COUNT}"]`).waitFor()
  assert.equal(await page.locator('[data-rows] li').last().getAttribute('aria-setsize'), String(COUNT))
})

test('few of them are in the document', async () => {
  assert.ok((await rows()) < 40, `${await rows()} rows`)
  assert.ok((await elements()) < ELEMENTS_MAX, `${await elements()} elements`)
  console.log(`      ${await rows()} rows, ${await elements()} elements of ${COUNT} chats`)
})

test('scrolling is smooth', async () => {
  await page.evaluate(() => (document.querySelector('[data-rows]').scrollTop = 0))
  const slow = await work(() => scroll(240, 40))
  report('reading (40 px a frame)', slow)
  const fast = await work(() => scroll(240, 1_500))
  report('flying (1,500 px a frame)', fast)
  assert.ok(slow.each < 25 && fast.each < 150, 'a frame has 16.7 ms on a machine without other work')
  assert.ok((await elements()) < ELEMENTS_MAX)
  await screenshot(page, '45-many-chats')
})

test('a letter in a chat far down brings it to the top', async () => {
  await page.evaluate(() => (document.querySelector('[data-rows]').scrollTop = 0))
  const started = Date.now()
  await page.evaluate(() => window.testWorker.postMessage({ id: 0, method: 'arrive', args: [9_001] }))
  await page.locator('[data-rows] li[aria-posinset="1"]', { hasText: '1009001:' }).waitFor()
  console.log(`      shown after ${Date.now() - started} ms`)
})

test('the keyboard reaches the last chat and keeps the focus', async () => {
  await page.locator('[data-rows] li a').first().focus()
  await page.keyboard.press('End')
  await eventually('the last has the focus', () =>
    page.evaluate((last) => document.activeElement.closest('li')?.ariaPosInSet === last, String(COUNT)))
  await page.evaluate(() => (document.querySelector('[data-rows]').scrollTop = 0))
  await eventually('the top is shown', async () => (await page.locator('li[aria-posinset="1"]').count()) === 1)
  assert.equal(await page.evaluate(() => document.activeElement.closest('li')?.ariaPosInSet), String(COUNT))
})
