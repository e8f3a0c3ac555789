// Pictures of every view, on a phone and a desktop, light and dark, English and German, to be looked at:
// `run gallery.mjs` writes them to build/screenshots/gallery. GALLERY=phone-light-de takes one kind only, and
// GALLERY_PART=media one part of the views.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { imported } from './lib/bundle.mjs'
import { ADA, settle } from './lib/community.mjs'
import { cutCards, lowTargets } from './lib/fit.mjs'
import { mediaViews, settleMedia } from './lib/media_gallery.mjs'
import { setStage } from './lib/stage.mjs'

const FOLDER = path.join(process.env.BOTSCHAFT_SCREENSHOTS, 'gallery')
const CATALOGUES = path.join(import.meta.dirname, '../../web/apps/client/src/i18n')
const KINDS = ['desktop-light-en', 'desktop-dark-de', 'phone-dark-en', 'phone-light-de']

let chats, media

const stage = setStage('gallery', async () => {
  mkdirSync(FOLDER, { recursive: true })
  chats = await settle(stage)
  media = await settleMedia(stage.peers[1], ADA)
})

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

class Visitor {
  constructor(client, kind, texts) {
    this.client = client
    this.page = client.page
    this.kind = kind
    this.texts = texts
    this.faults = new Set()
  }

  t(key) {
    return this.texts[key]
  }

  async take(name) {
    await this.page.waitForTimeout(300)
    await this.page.screenshot({ path: path.join(FOLDER, `${name}-${this.kind}.png`) })
    const cut = await cutCards(this.page)
    const low = this.kind.startsWith('phone') ? await lowTargets(this.page) : []
    for (const fault of [...cut.map((it) => `cut: ${it}`), ...low.map((it) => `low: ${it}`)]) this.faults.add(`${name}: ${fault}`)
  }

  async go(place) {
    await this.page.keyboard.press('Escape')
    await this.client.go(place)
    await this.page.waitForTimeout(400)
  }

  // By the beginning of the label, which may end in a count.
  async press(key, within = this.page) {
    await within.getByRole('button', { name: new RegExp(`^${escaped(this.t(key))}`) }).first().click()
    await this.page.waitForTimeout(300)
  }

  async choose(key) {
    await this.page.getByRole('menuitem', { name: this.t(key), exact: true }).click()
    await this.page.waitForTimeout(300)
  }

  async menuOf(text) {
    await this.client.menu(text)
    await this.page.waitForTimeout(200)
  }

  get panel() {
    return this.client.panel
  }
}

const dialogs = {
  async 'new-group'(v) {
    await v.go('')
    await v.press('groups.new')
    await v.take('menu-new')
    await v.choose('groups.newGroup')
  },
  async 'new-channel'(v) {
    await v.go('')
    await v.press('groups.new')
    await v.choose('groups.newChannel')
  },
  async 'new-poll'(v) {
    await v.go(`chat/${chats.society}`)
    await v.press('attach.title')
    await v.take('menu-attach')
    await v.choose('poll.new')
    await v.client.dialog.locator('input[name=quiz]').check()
  },
  async schedule(v) {
    await v.go(`chat/${chats.society}`)
    await v.page.locator('textarea').fill('Later')
    await v.page.locator('button.send').click({ button: 'right' })
    await v.take('menu-send')
    await v.choose('compose.later')
  },
  async forward(v) {
    await v.go(`chat/${chats.society}`)
    await v.page.locator('textarea').fill('')
    await v.menuOf('Who is with me?')
    await v.take('menu-message')
    await v.choose('message.forward')
  },
  async delete(v) {
    await v.go(`chat/${chats.society}`)
    await v.menuOf('Who is with me?')
    await v.choose('message.delete')
  },
  async reactors(v) {
    await v.go(`chat/${chats.society}`)
    await v.menuOf('Who is with me?')
    await v.choose('message.reactions')
  },
  async votes(v) {
    await v.go(`chat/${chats.society}`)
    await v.page.locator('[data-poll]').first().getByRole('button', { name: v.t('poll.showVotes') }).click()
  },
  async 'join-preview'(v) {
    await v.page.goto(new URL(new URL(chats.guests).pathname, stage.origin).href)
    await v.client.dialog.locator('h3').waitFor()
  },
  async 'privacy-rule'(v) {
    await v.go('settings/privacy')
    await v.press('privacy.key.phoneNumber')
  },
  async 'privacy-exception'(v) {
    await v.go('settings/privacy')
    await v.press('privacy.key.phoneNumber')
    await v.press('privacy.choose', v.client.dialog)
  },
}

async function conversations(v) {
  await v.go('')
  await v.client.row('Analytical Society').waitFor()
  await v.take('chats')
  await v.go(`chat/${chats.mary}`)
  await v.client.sees('Then let us')
  await v.take('private')
  await v.go(`chat/${chats.self}`)
  await v.take('saved')
  await v.go(`chat/${chats.club}`)
  await v.take('group')
  await v.go(`chat/${chats.society}`)
  await v.page.locator('[data-poll]').first().waitFor()
  await v.take('supergroup')
  await v.page.getByRole('region', { name: v.t('chat.messages') }).evaluate((it) => (it.scrollTop = 0))
  await v.take('supergroup-top')
  await v.menuOf('Who is with me?')
  await v.choose('message.select')
  await v.take('selection')
  await v.go(`chat/${chats.society}`)
  await v.press('chat.search')
  await v.take('search-in-chat')
  await v.go(`chat/${chats.gazette}`)
  await v.client.sees('News of the day')
  await v.take('channel')
  await v.page.locator('[data-thread]').first().click()
  await v.page.locator('[data-subject]').waitFor()
  await v.take('comments')
  await v.go(`chat/${chats.forum}`)
  await v.page.locator('[data-topics] li').first().waitFor()
  await v.take('forum')
  await v.go(`chat/${chats.forum}/thread/${chats.topic}`)
  await v.take('topic')
  await v.go('@unknown_waters')
  await v.client.sees('Here be whales')
  await v.take('public-preview')
}

async function panels(v) {
  await v.go(`chat/${chats.mary}/profile`)
  await v.take('panel-person')
  await v.go(`chat/${chats.society}/profile`)
  await v.panel.locator('h2').first().waitFor()
  await v.take('panel-group')
  await v.panel.locator('.scroll').evaluate((it) => (it.scrollTop = it.scrollHeight))
  await v.take('panel-group-end')
  const pages = {
    links: 'groups.links', members: 'groups.members', edit: 'groups.edit', permissions: 'groups.permissions',
    reactions: 'groups.reactions', invites: 'groups.invites', requests: 'groups.requests', log: 'groups.log',
  }
  for (const [name, key] of Object.entries(pages)) {
    await v.press(key, v.panel)
    if (name === 'permissions') await v.press('groups.may.media', v.panel)
    await v.take(`panel-${name}`)
    if (name === 'edit') {
      await v.panel.locator('.scroll').evaluate((it) => (it.scrollTop = it.scrollHeight))
      await v.take('panel-edit-end')
    }
    if (name === 'members') {
      await v.panel.locator('[data-rows] li button').last().click()
      await v.take('menu-member')
      await v.choose('groups.do.restrict')
      await v.take('dialog-restrict')
      await v.page.keyboard.press('Escape')
      await v.panel.locator('[data-rows] li button').last().click()
      await v.choose('groups.do.promote')
      await v.take('dialog-admin')
      await v.page.keyboard.press('Escape')
    }
    if (name === 'invites') {
      await v.press('groups.newInvite', v.panel)
      await v.take('dialog-invite')
      await v.page.keyboard.press('Escape')
    }
    await v.press('common.back', v.panel)
  }
  await v.go(`chat/${chats.gazette}/profile`)
  await v.take('panel-channel')
  await v.press('groups.discussion', v.panel)
  await v.take('panel-discussion')
}

async function settings(v) {
  for (const page of ['', '/profile', '/folders', '/privacy', '/notifications', '/sessions', '/password', '/blocked']) {
    await v.go(`settings${page}`)
    await v.take(`settings${page.replace('/', '-')}`)
  }
  await v.go('settings/folders')
  await v.press('folders.new')
  await v.take('folder-editor')
  await v.go('contacts')
  await v.take('contacts')
  await v.go('archive')
  await v.take('archive')
}

async function search(v) {
  await v.go('')
  await v.page.locator('#search-chats').fill('engine')
  await v.page.waitForTimeout(900)
  await v.take('search-chats')
  await v.page.getByRole('tab').nth(1).click()
  await v.page.waitForTimeout(900)
  await v.take('search-messages')
  await v.page.locator('#search-chats').fill('nothing of the kind')
  await v.page.waitForTimeout(900)
  await v.take('search-empty')
  await v.page.locator('#search-chats').fill('')
}

for (const kind of KINDS.filter((it) => !process.env.GALLERY || it === process.env.GALLERY)) {
  test(`pictures: ${kind}`, async () => {
    const [form, colorScheme, language] = kind.split('-')
    const options = { locale: language === 'de' ? 'de-DE' : 'en-GB', colorScheme }
    const client = await stage[form](kind, options)
    const { [language]: texts } = await imported(path.join(CATALOGUES, `${language}.ts`))
    const visitor = new Visitor(client, kind, texts)
    await visitor.take('sign-in')
    await client.signIn(ADA)
    await client.page.locator('nav a[href="#/settings"]').waitFor()
    const parts = { conversations, panels, settings, search, media: (v) => mediaViews(v, media) }
    for (const [name, look] of Object.entries(dialogs)) {
      parts[name] = async (v) => (await look(v), await v.take(`dialog-${name}`), await v.page.keyboard.press('Escape'))
    }
    const failures = []
    for (const [name, look] of Object.entries(parts).filter(([it]) => !process.env.GALLERY_PART || it === process.env.GALLERY_PART)) {
      try {
        await look(visitor)
      } catch (error) {
        failures.push(`${name}: ${String(error).split('\n')[0]}`)
        await visitor.take(`failed-${name}`)
      }
    }
    await client.page.context().close()
    failures.push(...visitor.faults)
    if (failures.length > 0) throw new Error(failures.join('\n'))
  })
}
