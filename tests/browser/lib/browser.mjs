// Debian's Chromium, and pages that remember everything that went wrong in them.
import path from 'node:path'
import { chromium } from 'playwright-core'

const DESKTOP = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'de-DE' }

// For recordings: a camera and a microphone that make something up, and nobody who asks whether they may be used.
const DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

// Chromium's sandbox cannot be set up by root, and needs namespaces that containers withhold.
const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', ...DEVICES] })

export class Browser {
  static async start(origin) {
    const browser = new Browser()
    browser.origin = origin
    browser.chromium = await launch()
    browser.complaints = []
    browser.pages = new Map()
    return browser
  }

  // A browser profile of its own with one page: one device of one person.
  async device(name, options) {
    const context = await this.chromium.newContext({ ...DESKTOP, ...options })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    this.pages.set(name, page)
    page.on('pageerror', (error) => this.complaints.push(`${name}: ${error.stack ?? error}`))
    page.on('console', (message) => {
      // mtcute drops a zero byte at the head of a new key, as one in 256 has; it then makes another one.
      const shortKey = message.text().includes('invalid nonce hash from server')
      if (message.type() === 'error' && !shortKey) this.complaints.push(`${name}: ${message.text()} (${message.location().url})`)
    })
    await page.goto(this.origin)
    return page
  }

  phone(name, options) {
    return this.device(name, { ...PHONE, ...options })
  }

  async pictures(prefix) {
    for (const [name, page] of this.pages) await screenshot(page, `${prefix}-${name}`)
  }

  async stop() {
    await this.chromium.close()
  }
}

export async function screenshot(page, name) {
  // Short animations and the load of fonts must not make pictures differ.
  await page.waitForTimeout(250)
  await page.screenshot({ path: path.join(process.env.BOTSCHAFT_SCREENSHOTS, `${name}.png`) })
}
