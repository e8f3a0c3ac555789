// Sign-in at a real OpenID provider.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { OpenIdProvider, signInElsewhere } from './lib/openid_provider.mjs'
import { DeskPerson } from './lib/passkey.mjs'
import { eventually, Server } from './lib/server.mjs'

const CLIENT = 'the-desk'
const SECRET = 'a-secret-of-the-test'

let server
let provider
let backTo

// The provider has to know where to send people back to, and the server who the provider is: the server's port comes
// first, and it looks for the provider until it is there.
before(async () => {
  let settings
  const chosen = new Promise((resolve) => (settings = resolve))
  const starting = Server.start({
    config: (port) => {
      backTo = `http://localhost:${port}/desk/elsewhere`
      settings()
      return ''
    },
  })
  await chosen
  provider = await OpenIdProvider.start({ client: CLIENT, secret: SECRET, redirectUri: backTo })
  server = await starting
  await server.kill('SIGTERM')
  writeFileSync(path.join(server.dataDir, 'oidc.secret'), `${SECRET}\n`, { mode: 0o600 })
  writeFileSync(path.join(server.dataDir, 'botschaft.toml'), `[server]
base_url = "http://localhost:${server.port}"
[desk]
oidc_issuer = "${provider.issuer}"
oidc_client = "${CLIENT}"
oidc_secret_file = "${path.join(server.dataDir, 'oidc.secret')}"
oidc_level = "register-match"
`)
  await server.launch()
})
after(async () => {
  await server?.stop()
  await provider?.stop()
})

const begin = (person) => eventually('the provider is known', async () => {
  const begun = await person.ask('POST', 'session/elsewhere/options', {})
  return begun.status === 200 && begun.body.url
}, { timeoutMs: 60_000, everyMs: 200 })

const finish = (person) => eventually('the provider has said who it is', async () => {
  const answer = await person.ask('POST', 'session/elsewhere/finish', {})
  return answer.status !== 202 && answer
}, { timeoutMs: 30_000 })

async function signIn(login) {
  const person = new DeskPerson(server)
  const back = await signInElsewhere(await begin(person), login, backTo)
  const returned = await person.ask('GET', back.slice(back.indexOf('/desk/')))
  assert.deepEqual([returned.status, returned.location], [303, `http://localhost:${server.port}/desk/#elsewhere`])
  return { person, answer: await finish(person), back }
}

test('an officer signs in where the operator trusts the provider, and is not strong by that', async () => {
  const unknown = await signIn('officer-7')
  assert.deepEqual([unknown.answer.status, unknown.answer.body.code, unknown.answer.body.subject], [403, 'nobody-here', 'officer-7'])
  const added = await server.cli('desk', 'add', 'KHK Muster', '--role', 'officer')
  await server.cli('desk', 'account', String(added.id), '--issuer', provider.issuer, '--subject', 'officer-7')
  const { person, answer } = await signIn('officer-7')
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const here = await person.get('me')
  assert.deepEqual([here.name, here.roles, here.level], ['KHK Muster', ['officer'], 'register-match'])
  await server.cli('desk', 'revoke', String(added.id))
  assert.equal((await person.ask('GET', 'me')).status, 401)
})

test('a way back that was begun in another browser signs nobody in', async () => {
  const attacker = new DeskPerson(server)
  const back = await signInElsewhere(await begin(attacker), 'officer-8', backTo)
  const victim = new DeskPerson(server)
  const lured = await victim.ask('GET', back.slice(back.indexOf('/desk/')))
  assert.deepEqual([lured.status, lured.body.code], [403, 'not-begun-here'])
  assert.equal((await victim.ask('POST', 'session/elsewhere/finish', {})).body.code, 'refused-elsewhere')
})

test('a code that the provider did not give is refused', async () => {
  const person = new DeskPerson(server)
  const state = new URL(await begin(person)).searchParams.get('state')
  assert.equal((await person.ask('GET', `/desk/elsewhere?code=made-up&state=${state}`)).status, 303)
  assert.equal((await finish(person)).body.code, 'refused-elsewhere')
})
