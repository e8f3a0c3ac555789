// What a person does in the web client, in the words of the interface. Texts are those of the English catalogue
// unless the page was opened in another language.
import assert from 'node:assert/strict'
import { codeFor } from './world.mjs'

const exact = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

export class Client {
  constructor(page, server) {
    this.page = page
    this.server = server
  }

  async enterLogin(login) {
    await this.page.locator('input[name=login]').fill(login)
    await this.page.locator('button[type=submit]').click()
    await this.page.locator('input[name=code]').waitFor()
  }

  // The last digit sends the form.
  async enterCode(code) {
    await this.page.locator('input[name=code]').fill(code)
  }

  async signIn(login) {
    await this.enterLogin(login)
    await this.enterCode(await codeFor(this.server, login))
  }

  async signUp(login, firstName, lastName = '') {
    await this.signIn(login)
    await this.page.locator('input[name=first-name]').fill(firstName)
    await this.page.locator('input[name=last-name]').fill(lastName)
    await this.page.locator('button[type=submit]').click()
    await this.page.locator('nav a[href="#/settings"]').waitFor()
  }

  go(place) {
    return this.page.evaluate((hash) => void (location.hash = hash), `#/${place}`)
  }

  row(name) {
    return this.page.locator('[data-rows] li', { has: this.page.locator('strong', { hasText: exact(name) }) })
  }

  async open(name) {
    await this.row(name).locator('a').click()
    await this.page.locator('main section textarea').waitFor()
  }

  async find(query, name) {
    await this.page.locator('#search-chats').fill(query)
    await this.open(name)
  }

  async write(text) {
    await this.page.locator('textarea').fill(text)
    await this.page.keyboard.press('Enter')
  }

  // The newest bubble with this text.
  bubble(text) {
    return this.page.locator('[data-id]', { hasText: text }).last()
  }

  async sees(text) {
    await this.bubble(text).waitFor()
  }

  async act(text, action) {
    await this.bubble(text).locator('.bubble').click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  async hasTicks(text, state) {
    await this.bubble(text).locator(`[data-ticks=${state}]`).waitFor()
  }

  // The plain texts of all bubbles, in order.
  texts() {
    return this.page.locator('[data-id] .text').evaluateAll((nodes) =>
      nodes.map((node) => [...node.childNodes].filter((it) => it.nodeType === Node.TEXT_NODE).map((it) => it.data).join('').trim()))
  }

  async isGone(text) {
    await this.bubble(text).waitFor({ state: 'detached' })
    assert.equal(await this.page.locator('[data-id]', { hasText: text }).count(), 0)
  }
}
