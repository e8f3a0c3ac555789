// Every way in: each client, each transport it offers, sign-up, second device, two-step verification.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MtcuteDevice } from './lib/mtcute.mjs'
import { Server } from './lib/server.mjs'
import { forgetLibrary, TdlibDevice, useServerKey } from './lib/tdlib.mjs'

let server
let next = 4_915_550_000
const phone = () => `+${(next += 1)}`

before(async () => {
  server = await Server.start()
  useServerKey(server.info.pem)
})
after(async () => {
  await server.stop()
  forgetLibrary()
})

async function signUp(device, number, options = {}) {
  await device.start()
  return device.signIn(number, { firstName: device.name, ...options })
}

for (const [label, options] of Object.entries({
  'MTProxy secret, intermediate': {},
  'MTProxy secret, padded intermediate': { padded: true },
  'temporary keys (PFS)': { pfs: true },
  'test DC': { testDc: true },
})) {
  test(`TDLib signs up: ${label}`, async () => {
    const proxySecret = options.padded ? `dd${server.proxySecret}` : server.proxySecret
    const device = new TdlibDevice(server, `T${next}`, { ...options, proxySecret })
    const id = await signUp(device, phone())
    assert.ok(id > 0)
    await device.stop()
  })
}

test('TDLib goes on without the proxy, by the addresses of help.getConfig', async () => {
  const device = new TdlibDevice(server, 'Direct')
  await signUp(device, phone())
  await device.goDirect()
  const me = await device.invoke({ _: 'getUser', user_id: device.me.id })
  assert.equal(me.first_name, 'Direct')
  await device.stop()
})

for (const transport of ['tcp', 'websocket', 'mtproxy']) {
  test(`mtcute signs up: ${transport}`, async () => {
    const device = new MtcuteDevice(server, `M-${transport}`, { transport })
    await signUp(device, phone())
    assert.equal((await device.client.getMe()).firstName, `M-${transport}`)
    await device.stop()
  })
}

test('mtcute signs up with temporary keys, as each DC', async () => {
  for (const dc of [1, 3, 4, 5]) {
    const device = new MtcuteDevice(server, `PFS${dc}`, { pfs: true, dc })
    await signUp(device, phone())
    await device.stop()
  }
})

test('the same person signs in on a second device, and TDLib comes back after a restart of both', async () => {
  const number = phone()
  const first = new TdlibDevice(server, 'Twice')
  const id = await signUp(first, number)
  const second = new MtcuteDevice(server, 'Second')
  assert.equal(await signUp(second, number), id)
  const sessions = await first.invoke({ _: 'getActiveSessions' })
  assert.equal(sessions.sessions.length, 2)
  await first.stop()
  await second.stop()
  await server.kill('SIGKILL')
  await server.launch()
  await first.start()
  await first.waitFor('authorizationStateReady')
  assert.equal((await first.invoke({ _: 'getMe' })).id, id)
  await first.stop()
})

test('a wrong code is refused, and the right one still works', async () => {
  const number = phone()
  const device = new TdlibDevice(server, 'Typo')
  await device.start()
  await device.waitFor('authorizationStateWaitPhoneNumber')
  await device.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: number })
  const code = await server.code(number)
  const wrong = String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
  await assert.rejects(device.invoke({ _: 'checkAuthenticationCode', code: wrong }), /PHONE_CODE_INVALID/)
  await device.invoke({ _: 'checkAuthenticationCode', code })
  await device.waitFor('authorizationStateWaitRegistration')
  await device.stop()
})

for (const [setter, guest] of [['tdlib', 'mtcute'], ['mtcute', 'tdlib']]) {
  test(`two-step verification: set by ${setter}, asked of ${guest}, changed, removed`, async () => {
    const make = (kind, name) => (kind === 'tdlib' ? new TdlibDevice(server, name) : new MtcuteDevice(server, name))
    const number = phone()
    const owner = make(setter, `Owner-${setter}`)
    const id = await signUp(owner, number)
    await owner.setPassword('', 'correct horse')
    const stranger = make(guest, `Stranger-${setter}`)
    await stranger.start()
    await assert.rejects(stranger.signIn(number, { password: 'battery staple' }), /PASSWORD_HASH_INVALID/)
    await stranger.stop()
    const friend = make(guest, `Friend-${setter}`)
    await friend.start()
    assert.equal(await friend.signIn(number, { password: 'correct horse' }), id)
    await owner.setPassword('correct horse', 'another one')
    await owner.setPassword('another one', '')
    const last = make(guest, `Last-${setter}`)
    await last.start()
    assert.equal(await last.signIn(number), id)
    for (const device of [owner, friend, last]) await device.stop()
  })
}

test('a session ended from another device is signed out', async () => {
  const number = phone()
  const owner = new TdlibDevice(server, 'Keeper')
  await signUp(owner, number)
  const other = new MtcuteDevice(server, 'Leaver')
  await signUp(other, number)
  const { sessions } = await owner.invoke({ _: 'getActiveSessions' })
  const theirs = sessions.find((s) => !s.is_current)
  await owner.invoke({ _: 'terminateSession', session_id: theirs.id })
  await assert.rejects(other.client.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }), /AUTH_KEY_UNREGISTERED/)
  await owner.stop()
  await other.stop()
})

test('logging out is answered, and the person can sign in again', async () => {
  const number = phone()
  const keeper = new MtcuteDevice(server, 'Stays')
  const id = await signUp(keeper, number)
  const mtcute = new MtcuteDevice(server, 'Leaves-mtcute')
  await signUp(mtcute, number)
  await mtcute.client.logOut()
  const tdlib = new TdlibDevice(server, 'Leaves-tdlib')
  await signUp(tdlib, number)
  await tdlib.invoke({ _: 'logOut' })
  await tdlib.waitFor('authorizationStateClosed')
  const { authorizations } = await keeper.client.call({ _: 'account.getAuthorizations' })
  assert.equal(authorizations.length, 1)
  const again = new MtcuteDevice(server, 'Again')
  assert.equal(await signUp(again, number), id)
  for (const device of [keeper, mtcute, again]) await device.stop()
})
