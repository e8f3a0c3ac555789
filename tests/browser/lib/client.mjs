// What a person does in the web client, in the words of the interface. Texts are those of the English catalogue; what a
// page in another language is asked goes by names that are the same in all.
import assert from 'node:assert/strict'
import { codeFor, eventually } from './world.mjs'

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
    // On a phone, a link that was followed may have opened a chat in front of it.
    await this.page.locator('nav a[href="#/settings"]').waitFor({ state: 'attached' })
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

  // At its corner, where there is nothing else to press.
  async menu(text) {
    await this.bubble(text).locator('.bubble').click({ button: 'right', position: { x: 6, y: 6 } })
  }

  async act(text, action) {
    await this.menu(text)
    await this.page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  get dialog() {
    return this.page.getByRole('dialog')
  }

  // The panel beside a conversation.
  get panel() {
    return this.page.getByRole('complementary')
  }

  async openPanel(name) {
    await this.page.getByRole('button', { name: `Show information about ${name}` }).click()
    await this.panel.getByRole('heading', { name, exact: true }).waitFor()
  }

  // To be found by the others. In any language.
  async takeUsername(username) {
    await this.go('settings/profile')
    await this.page.locator('input[name=username]').fill(username)
    await this.page.locator('button[type=submit]').click()
    await eventually('the name is taken', async () =>
      (await this.page.locator('[role=status]').allInnerTexts()).some((it) => /^(Saved|Gespeichert)$/.test(it.trim())))
    await this.go('')
  }

  // Chooses people in a dialog, by what finds them.
  async pick(...queries) {
    for (const query of queries) {
      await this.dialog.getByRole('textbox').fill(query)
      await this.dialog.getByRole('checkbox').first().click()
    }
  }

  // Makes a group or channel, a public one with a username, and leaves it open.
  async create(kind, title, { username, people = [] } = {}) {
    await this.page.getByRole('button', { name: 'New group, channel or folder' }).click()
    await this.page.getByRole('menuitem', { name: `New ${kind}` }).click()
    const press = async (name) => {
      const button = this.dialog.getByRole('button', { name })
      await eventually(`${name} can be pressed`, () => button.isEnabled())
      await button.click()
    }
    if (kind === 'group') {
      await this.pick(...people)
      await press('Continue')
    }
    await this.dialog.locator('input[name=chat-title]').fill(title)
    if (username) {
      await this.dialog.getByRole('radio', { name: 'Public: everybody here' }).check()
      await this.dialog.locator('input[name=chat-username]').fill(username)
    }
    if (kind === 'channel') {
      await press('Continue')
      await this.pick(...people)
    }
    await press('Create')
    await this.row(title).waitFor()
    await this.page.locator('main').getByText(title).first().waitFor()
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
