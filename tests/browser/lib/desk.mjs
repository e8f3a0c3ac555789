// People at the desk, each with a browser and a passkey of their own, and what they work on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Server } from '../../interop/lib/server.mjs'
import { Browser } from './browser.mjs'

const PATIENCE_MS = 30_000
// Run as the test's own: the pages' policy lets in no script from elsewhere.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const DESKTOP = { viewport: { width: 1280, height: 900 } }
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

// Passkeys want https: or localhost, and an address of numbers is no name for them.
export async function startDesk() {
  const server = await Server.start({
    args: ['--web', process.env.BOTSCHAFT_WEB, '--no-flood-limits'],
    config: (port) => `[server]\nname = "Chat Example"\nbase_url = "http://localhost:${port}"\n`,
  })
  const browser = await Browser.start(`http://localhost:${server.port}`)
  return { server, browser }
}

export class Visitor {
  // Nobody known, at a browser of their own.
  static async come({ browser }, name, options = {}) {
    const visitor = new Visitor()
    visitor.name = name
    visitor.origin = browser.origin
    const context = await browser.chromium.newContext({ ...DESKTOP, locale: 'en-GB', ...options })
    context.setDefaultTimeout(PATIENCE_MS)
    visitor.page = await context.newPage()
    visitor.complaints = []
    visitor.page.on('pageerror', (error) => visitor.complaints.push(`${name}: ${error.stack ?? error}`))
    browser.pages.set(name, visitor.page)
    return visitor
  }

  // With the link that the console prints, and a passkey that this browser makes.
  static async enrol(desk, name, roles, options) {
    const visitor = await Visitor.come(desk, name, options)
    await visitor.holdKeys()
    const { link, id } = await desk.server.cli('desk', 'add', name, ...roles.flatMap((role) => ['--role', role]))
    visitor.id = id
    await visitor.page.goto(link)
    await visitor.press('Make a passkey', 'Passkey erstellen')
    await visitor.page.getByRole('status').filter({ hasText: /passkey is made|ist erstellt/ }).waitFor()
    return visitor
  }

  // An authenticator as a phone or laptop has it, whose owner always says yes.
  async holdKeys() {
    const devtools = await this.page.context().newCDPSession(this.page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  }

  async go(place) {
    await this.page.goto(`${this.origin}/desk/${place}`)
  }

  button(...labels) {
    const name = new RegExp(`^(${labels.join('|')})`)
    return this.page.getByRole('button', { name }).first()
  }

  async press(...labels) {
    await this.button(...labels).click()
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor()
  }

  rows() {
    return this.page.locator('a[data-ref]')
  }

  async prefer(theme, language) {
    await this.page.evaluate(([look, words]) => {
      localStorage.setItem('botschaft.theme', look)
      localStorage.setItem('botschaft.language', words)
    }, [theme, language])
  }

  // What is cut off by the edge of the screen.
  tooWide() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('header, main, main h1, section, form, select')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth)
        .map((element) => element.outerHTML.slice(0, 120)))
  }

  async look(screenshots, name) {
    await this.page.waitForTimeout(200) // for the picture's sake: fonts and short transitions
    await this.page.screenshot({ path: path.join(screenshots, `desk-${name}.png`) })
  }

  // What axe-core finds on the page as it is, of the kinds that keep people out.
  async findings() {
    await this.page.evaluate(AXE)
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }

  async isAccessible(view) {
    assert.deepEqual(await this.findings(), [], `${view}, as ${this.name} sees it`)
  }
}
