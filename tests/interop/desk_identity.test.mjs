// Who asks, and how it is shown: a fake emergency from a mailbox that looks real, and machines with certificates.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { DeskPerson } from './lib/passkey.mjs'
import { eventually, Server } from './lib/server.mjs'

const PROXY = '127.0.0.2'
const config = (port) => `[server]
base_url = "http://localhost:${port}"
[desk]
mail_server = "mx.chat.example"
certificate_proxies = ["${PROXY}"]
`

// The authority is real. Who writes is not, and gives a number of their own.
const REGISTER = 'key,name,country,phone,domains\nDE-K,StA Köln,DE,+49 221 477 0,sta.example\n'
const FAKE = {
  form: 'epoc-emergency',
  fields: {
    authority_country: 'DE', authority: 'StA Köln', authority_type: 'prosecutor', reference: '12 Js 3/27',
    addressee: 'Chat Example GmbH', identifier_kinds: ['account'], persons: ['@werbung'], service: 'messages',
    data_categories: ['subscriber'], offence: 'three-years', provisions: ['StGB 239a'], official: 'StAin Muster',
    official_mail: 'muster@sta.example', issued_at: '2026-11-24T00:00:00Z', language: 'de', recipient: 'StA Köln',
    certificate: '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----', emergency: 'A hostage. Call +49 151 000 at once.',
  },
}
const DISCLOSE = {
  kind: 'disclosure', data: 'subscriber', fields: ['phone'], recipient: 'muster@sta.example', legal_basis: 'Reg. 2023/1543, Art. 10(4)',
}

let server
const staff = {}

before(async () => {
  server = await Server.start({ config })
  staff.importer = await DeskPerson.add(server, 'Ina Import', 'operator')
  staff.approver = await DeskPerson.add(server, 'Otto Approve', 'operator')
  staff.moderator = await DeskPerson.add(server, 'Mara Moderator', 'moderator')
  staff.second = await DeskPerson.add(server, 'Sam Second', 'second-reviewer')
  staff.rogue = await DeskPerson.add(server, 'Rolf Rogue', 'moderator', 'second-reviewer')
  await staff.importer.post('registers/e-evidence/import', { csv: REGISTER })
  const { changes } = await staff.approver.get('registers/e-evidence/changes')
  const own = await staff.importer.ask('POST', `register-changes/${changes[0].id}`, { approved: true })
  assert.deepEqual([own.status, own.body.missing], [409, ['a second person']])
  await staff.approver.post(`register-changes/${changes[0].id}`, { approved: true })
})

after(() => server?.stop())

test('a fake emergency from a stolen mailbox gets a call back, and nothing else', async () => {
  const sent = await new DeskPerson(server).post('orders', FAKE)
  const ref = sent.case
  const identity = await staff.moderator.post(`cases/${ref}/identity/mail`, {
    from: 'muster@sta.example',
    authentication_results: 'mx.chat.example; dkim=pass header.d=sta.example header.s=2026; dmarc=pass',
  })
  assert.equal(identity.level, 'domain')
  assert.deepEqual(identity.call_backs.map((call) => call.number), ['+492214770'], 'the number is the register\'s')

  const act = (person, body) => person.ask('POST', `cases/${ref}/act`, body)
  assert.equal((await act(staff.moderator, { action: 'view' })).status, 200)
  const alone = await act(staff.moderator, { action: 'decide', decision: DISCLOSE })
  assert.equal(alone.status, 409, JSON.stringify(alone.body))

  // One who has both roles is still one person.
  assert.equal((await act(staff.rogue, { action: 'propose', decision: DISCLOSE })).status, 200)
  const rogue = await act(staff.rogue, { action: 'decide' })
  assert.equal(rogue.status, 409)
  assert.ok(rogue.body.missing.includes('a second person'), JSON.stringify(rogue.body))
  const second = await act(staff.second, { action: 'decide' })
  assert.deepEqual([second.status, second.body.missing], [409, ['identity level']])

  const { call_backs: calls } = await staff.second.get('call-backs')
  assert.equal(calls[0].case, ref)
  await staff.second.post(`call-backs/${calls[0].id}`, { result: 'denied', spoke_with: 'duty officer: never sent' })
  assert.equal((await staff.second.get(`cases/${ref}/identity`)).level, 'domain')
  assert.equal((await act(staff.second, { action: 'decide' })).status, 409)
  assert.equal((await act(staff.second, { action: 'return', text: 'The office denies it.' })).status, 200)
  const rejected = await act(staff.moderator, { action: 'decide', decision: { kind: 'rejection', reasons: 'Forged.' } })
  assert.equal(rejected.status, 200, JSON.stringify(rejected.body))

  const { entries } = await staff.moderator.get(`cases/${ref}/entries`)
  const kinds = entries.map((entry) => entry.record.split(' ')[3])
  assert.ok(kinds.includes('preserved'), kinds.join())
  assert.equal(kinds.filter((kind) => kind === 'attempted').length, 4, kinds.join())
  assert.ok(!kinds.includes('disclosed') && !kinds.includes('effected'), kinds.join())
})

test('somebody who is shut out is out with the next call, and a passkey of theirs opens nothing', async () => {
  const person = await DeskPerson.add(server, 'Lea Leaves', 'auditor')
  assert.deepEqual((await person.get('me')).roles, ['auditor'])
  await server.cli('desk', 'revoke', String(person.id))
  assert.equal((await person.ask('GET', 'me')).status, 401)
  await assert.rejects(person.signIn(), /unknown-passkey/)
})

test('a machine behind a proxy is known by its certificate, and a header alone is nobody', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-certificates-'))
  const file = (name) => path.join(folder, name)
  const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const selfSigned = (name) => openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30',
    '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`)
  const signed = (name) => {
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/C=DE/CN=${name}`,
      '-keyout', `${name}.key`, '-out', `${name}.csr`)
    openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-out', `${name}.pem`)
  }
  selfSigned('ca')
  selfSigned('localhost')
  signed('portal')
  signed('another')
  const socket = file('nginx.sock')
  writeFileSync(file('nginx.conf'), `daemon off; master_process off; pid ${file('nginx.pid')}; error_log stderr;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${file(kind)};`).join(' ')}
  server {
    listen unix:${socket} ssl;
    ssl_certificate ${file('localhost.pem')}; ssl_certificate_key ${file('localhost.key')};
    ssl_client_certificate ${file('ca.pem')}; ssl_verify_client optional;
    location / {
      proxy_pass http://127.0.0.1:${server.port};
      proxy_bind ${PROXY};
      proxy_set_header X-SSL-Client-Verify $ssl_client_verify;
      proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;
    }
  }
}
`)
  const nginx = spawn('/usr/sbin/nginx', ['-p', folder, '-c', file('nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((resolve) => nginx.once('exit', resolve))
  try {
    const me = (name, headers = {}) => new Promise((resolve, reject) => {
      const identity = name ? { cert: readFileSync(file(`${name}.pem`)), key: readFileSync(file(`${name}.key`)) } : {}
      const request = https.request({
        socketPath: socket, path: '/desk/api/v1/me', headers, ca: readFileSync(file('localhost.pem')), servername: 'localhost', agent: false, ...identity,
      }, (response) => {
        let body = ''
        response.on('data', (piece) => (body += piece))
        response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(body) }))
      })
      request.once('error', reject).end()
    })
    await eventually('nginx listens', () => existsSync(socket), { timeoutMs: 30_000 })
    const portal = await server.cli('desk', 'add', 'Portal der Justiz', '--role', 'officer')
    assert.equal((await me('portal')).body.code, 'bad-credential', 'a certificate of nobody yet')
    await server.cli('desk', 'certificate', String(portal.id), file('portal.pem'))
    const known = await me('portal')
    assert.deepEqual([known.status, known.body.name, known.body.lane], [200, 'Portal der Justiz', 'authorities'])
    assert.equal(known.body.level, 'claimed', 'whom no register knows is not strong')
    assert.equal((await me('another')).body.code, 'bad-credential')
    assert.equal((await me(undefined)).body.code, 'who-are-you')

    const headers = {
      'X-SSL-Client-Verify': 'SUCCESS', 'X-SSL-Client-Cert': encodeURIComponent(readFileSync(file('portal.pem'), 'utf8')),
    }
    assert.equal((await me(undefined, headers)).body.code, 'who-are-you', 'the proxy says it, and no client')
    assert.equal((await new DeskPerson(server, headers).ask('GET', 'me')).body.code, 'who-are-you', 'from another address')

    const task = await staff.moderator.post(`people/${portal.id}/call-back`, {
      entry: (await staff.moderator.get('registers/e-evidence')).entries[0].id,
    })
    await staff.moderator.post(`call-backs/${task.call_back}`, { result: 'confirmed', spoke_with: 'IT of the office' })
    assert.equal((await me('portal')).body.level, 'strong')
    await server.cli('desk', 'revoke', String(portal.id))
    assert.equal((await me('portal')).status, 401)
  } finally {
    nginx.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the log of all this holds', async () => {
  await server.kill('SIGTERM')
  const verified = JSON.parse(execFileSync(process.env.BOTSCHAFT_BIN, ['log', 'verify', server.dataDir, '--json']))
  assert.equal(verified.ok, true, JSON.stringify(verified.findings))
})
