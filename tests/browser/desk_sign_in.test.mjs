// Passkeys of the desk with a real browser: Chromium's virtual authenticator, which is asked as any device is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Server } from '../interop/lib/server.mjs'
import { Browser } from './lib/browser.mjs'

let server
let browser

// Passkeys are of names: the page is opened as localhost.
const origin = () => `http://localhost:${server.port}`

before(async () => {
  server = await Server.start({
    args: ['--web', process.env.BOTSCHAFT_WEB, '--no-flood-limits'], config: (port) => `[server]\nbase_url = "http://localhost:${port}"\n`,
  })
  browser = await Browser.start(origin())
})
after(async () => {
  await browser?.stop()
  await server?.stop()
})

// A page of somebody with a device that has keys, and somebody beside it who is verified as told.
async function deviceOf(name, verified = true) {
  const page = await browser.device(name)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: verified, automaticPresenceSimulation: true,
    },
  })
  return { page, devtools, authenticatorId }
}

// What the page of the desk does, in the browser. -> {status, body}
const inBrowser = (page, work, ...given) => page.evaluate(async ({ work, given }) => {
  const post = async (path, body) => {
    const response = await fetch(`/desk/api/v1/${path}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Desk': '1' }, body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  const get = async (path) => {
    const response = await fetch(`/desk/api/v1/${path}`)
    return { status: response.status, body: await response.json() }
  }
  const steps = {
    async enrol(token) {
      const options = await post('enrol/options', { token })
      if (options.status !== 200) return options
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.body)
      const credential = await navigator.credentials.create({ publicKey })
      return post('enrol/verify', { token, credential: credential.toJSON() })
    },
    async signIn() {
      const options = await post('session/passkey/options', {})
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.body)
      const credential = await navigator.credentials.get({ publicKey })
      return post('session/passkey/verify', { credential: credential.toJSON() })
    },
    me: () => get('me'),
    end: () => post('session/end', {}),
  }
  return steps[work](...given)
}, { work, given })

const linkToken = (added) => added.link.slice(added.link.indexOf('#') + 1)

test('a moderator enrols by the link, signs out, and in again by passkey', async () => {
  const added = await server.cli('desk', 'add', 'Mara Muster', '--role', 'moderator', '--role', 'second-reviewer')
  assert.ok(added.link.startsWith(`${origin()}/desk/enrol#`))
  const { page, devtools, authenticatorId } = await deviceOf('mara')
  const enrolled = await inBrowser(page, 'enrol', linkToken(added))
  assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body))
  const here = await inBrowser(page, 'me')
  assert.deepEqual([here.body.name, here.body.roles, here.body.level], ['Mara Muster', ['moderator', 'second-reviewer'], 'strong'])
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees the session')
  assert.equal((await inBrowser(page, 'end')).status, 200)
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  assert.equal(credentials.length, 1)
  assert.equal(credentials[0].rpId, 'localhost')
  const again = await inBrowser(page, 'signIn')
  assert.equal(again.status, 200, JSON.stringify(again.body))
  assert.equal((await inBrowser(page, 'me')).body.person, added.id)

  await server.cli('desk', 'revoke', String(added.id))
  assert.equal((await inBrowser(page, 'me')).status, 401)
  assert.equal((await inBrowser(page, 'signIn')).body.code, 'unknown-passkey')
})

test('a key that is copied to another device is noticed by its counter', async () => {
  const added = await server.cli('desk', 'add', 'Kopie', '--role', 'auditor')
  const one = await deviceOf('one')
  assert.equal((await inBrowser(one.page, 'enrol', linkToken(added))).status, 200)
  const { credentials } = await one.devtools.send('WebAuthn.getCredentials', { authenticatorId: one.authenticatorId })
  const two = await deviceOf('two')
  await two.devtools.send('WebAuthn.addCredential', { authenticatorId: two.authenticatorId, credential: credentials[0] })
  assert.equal((await inBrowser(one.page, 'signIn')).status, 200)
  assert.equal((await inBrowser(one.page, 'signIn')).status, 200)
  const copied = await inBrowser(two.page, 'signIn')
  assert.deepEqual([copied.body.code, copied.body.passkey], ['bad-passkey', 'counter-went-back'])
})
