// A stranger who has the domain name and nothing else reaches the operator, sees when that fails, and can prove what the
// operator said. Scenarios 1 and 10 of the desk: the log is witnessed from outside, and neither an old database nor a
// fork gets past.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { days, TestClock } from './lib/clock.mjs'
import { Front } from './lib/front.mjs'
import { People } from './lib/people.mjs'
import { eventually, Server } from './lib/server.mjs'
import { TimeAuthority } from './lib/time_authority.mjs'

const run = promisify(execFile)
const kPatient = { timeoutMs: 30_000, everyMs: 200 }
const kService = 777000
const here = import.meta.dirname
const contactFile = '/.well-known/platform-contact.json'

const contact = `
operator = "Beispiel e. V."
address = "Weg 1, 10115 Berlin"
country = "DE"
person = "Anna Beispiel"
person_mail = "anna@chat.example"
deputy = "Ben Muster"
deputy_mail = "ben@chat.example"
languages = ["de", "en"]
authorities_mail = "authorities@chat.example"
users_mail = "help@chat.example"
tco_mail = "tco@chat.example"
tco_phone = "+49 30 1"
evidence_addressee = "Beispiel e. V."
evidence_mail = "evidence@chat.example"
`
const folders = []
const folder = () => {
  folders.push(fs.mkdtempSync(path.join(os.tmpdir(), 'botschaft-contact-')))
  return folders.at(-1)
}

// A server behind a front, whose settings a test can change between two starts.
class Place {
  static async open({ desk = '', clock, people, hours = 'Mon-Fri 9-17' } = {}) {
    const place = new Place()
    place.front = await Front.open()
    place.config = path.join(folder(), 'botschaft.toml')
    place.configure({ desk, hours })
    const options = { args: ['--no-flood-limits', '--config', place.config], clock }
    // The first probe of a server that is starting finds nobody behind the front yet: off until it is known.
    if (people) place.people = await People.gather(people, options)
    place.server = place.people ? place.people.server : await Server.start(options)
    place.front.port = place.server.port
    place.direct = `http://127.0.0.1:${place.server.port}`
    return place
  }

  configure({ desk = this.desk, hours = this.hours, probe = 'off' }) {
    Object.assign(this, { desk, hours })
    fs.writeFileSync(this.config, `[server]\nbase_url = "${this.front.url}"\n[desk]\nprobe = "${probe}"\n${desk}\n` +
      `[contact]\nhours = "${hours}"\n${contact}`)
  }

  async restart(change = {}) {
    await this.server.kill('SIGTERM')
    this.configure(change)
    await this.server.launch()
  }

  async get(where, from = this.front.url) {
    const response = await fetch(from + where)
    return { status: response.status, text: await response.text() }
  }

  page(from) {
    return this.get('/contact', from).then(({ text }) => text)
  }

  said() {
    return fs.readFileSync(this.server.log, 'utf8')
  }

  async close() {
    if (this.people) await this.people.part()
    else await this.server.stop()
    await this.front.close()
  }
}

after(() => folders.forEach((each) => fs.rmSync(each, { recursive: true, force: true })))

test('one request to the domain finds a contact that OpenSSL alone can check', async () => {
  const place = await Place.open()
  // The commands are those that the documentation shows.
  const shown = fs.readFileSync(path.join(here, '../../docs/desk/contact.md'), 'utf8').match(/```sh\n([^]*?)```/)[1]
  const commands = shown.replace('https://SERVER', place.front.url)
  const cwd = folder()
  const { stdout } = await run('sh', ['-c', commands], { cwd })
  assert.match(stdout, /Signature Verified Successfully/)

  const file = JSON.parse((await place.get(contactFile)).text)
  assert.equal(file.signed.person.name, 'Anna Beispiel')
  assert.equal(file.signed.deputy.name, 'Ben Muster')
  assert.equal(file.signed.points.dsa_11.mail, 'authorities@chat.example')
  assert.equal(file.signed.points.tco_15.phone, '+49 30 1')
  const days = (Date.parse(file.signed.expires) - Date.now()) / 86_400_000
  assert.ok(days > 89 && days <= 90, `${days} days`)

  const altered = path.join(cwd, 'signed')
  fs.writeFileSync(altered, fs.readFileSync(altered, 'utf8').replace('Anna', 'Anja'))
  await assert.rejects(run('sh', ['-c', commands.split('\n').at(-2)], { cwd }))

  const english = await place.page()
  assert.match(english, /<html lang="en">[^]*authorities@chat\.example[^]*BEGIN PUBLIC KEY/)
  assert.doesNotMatch(english, /<script/)
  assert.match((await place.get('/contact?lang=de')).text, /<html lang="de">[^]*Ansprechpartner/)
  assert.match((await place.get('/.well-known/security.txt')).text, /^Contact: mailto:anna@chat\.example\n[^]*^Expires: /m)
  await place.close()
})

test('a letter is answered at once with a receipt, and proved later to be in the log', async () => {
  const place = await Place.open()
  const file = JSON.parse((await place.get(contactFile)).text)
  const response = await fetch(file.signed.desk.contact_requests, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      subject: 'Who is in charge?', text: 'We have nothing but your domain name.', as: 'authority',
      name: 'Clara Amt', organisation: 'Amt für Beispiele', language: 'de',
    }),
  })
  assert.equal(response.status, 202)
  const [letter] = (await response.json()).submissions
  assert.match(letter.case, /^[0-9A-Z]{25}$/)
  assert.match(letter.signed_receipt, new RegExp(`^[^\n]+/receipt/v1\\nbotschaft/1 ${letter.case} 0 received `))
  // For people, in their language, at an address of the server itself.
  assert.equal(letter.status, `${place.front.url}/status#${letter.receipt}`)
  const page = await fetch(`${place.front.url}/status?lang=de`, {
    method: 'POST', body: new URLSearchParams({ receipt: letter.receipt }),
  })
  assert.match(await page.text(), new RegExp(`<html lang="de">[^]*${letter.case}`))

  const status = `${place.front.url}/desk/api/v1/submissions/${letter.receipt}`
  const proof = await eventually('inclusion', async () => {
    const { proof } = await (await fetch(status)).json()
    return proof.tlog_proof && proof
  }, kPatient)
  const cwd = folder()
  fs.writeFileSync(path.join(cwd, 'proof'), proof.tlog_proof)
  fs.writeFileSync(path.join(cwd, 'receipt'), letter.signed_receipt)
  await run('python3', [path.join(here, '../desk/verify_log.py'), path.join(place.server.dataDir, 'desk-log'),
    file.signed.log.key, '--proof', path.join(cwd, 'proof'), proof.record, '--receipt', path.join(cwd, 'receipt')])
  // The same from another machine, by the program.
  const { stdout } = await run(process.env.BOTSCHAFT_BIN, ['probe', place.front.url, '--key', file.signed.log.key])
  assert.equal(stdout, 'answered: true\n')
  place.front.broken.set('/desk/api/v1/contact-requests', Front.answering(500))
  const failed = await run(process.env.BOTSCHAFT_BIN, ['probe', place.front.url]).catch((error) => error)
  assert.match(failed.stdout, /answered: false\nfailure: .*contact-requests answers 500/)
  await place.close()
})

test('each version has its entry in the log, which opens for everybody', async () => {
  const place = await Place.open()
  await place.restart({ hours: 'round the clock' })
  const versions = await eventually('two versions in the tree', async () => {
    const { versions } = JSON.parse((await place.get('/desk/contact/history.json')).text)
    return versions.length === 2 && versions.every(({ proof }) => proof) && versions
  }, kPatient)
  assert.deepEqual(versions.map(({ version }) => version), [2, 1])
  const key = (await place.get('/desk/log/key')).text.trim()
  for (const { url, record, salt, proof } of versions) {
    const signed = (await (await fetch(url)).text()).split('\n')[1] + '\n'
    const commitment = crypto.createHash('sha256').update(Buffer.from(salt, 'base64')).update(signed).digest('base64')
    assert.equal(record.split(' ')[3], 'contact-changed')
    assert.equal(record.split(' ')[6], commitment)
    const kept = path.join(folder(), 'proof')
    fs.writeFileSync(kept, await (await fetch(proof)).text())
    await run('python3', [path.join(here, '../desk/verify_log.py'), path.join(place.server.dataDir, 'desk-log'), key,
      '--proof', kept, record])
  }
  assert.notEqual(JSON.parse((await (await fetch(versions[0].url)).text())).signed.hours,
    JSON.parse((await (await fetch(versions[1].url)).text())).signed.hours)
  await place.restart()
  assert.equal(JSON.parse((await place.get(contactFile)).text).signed.version, 2, 'the same facts are the same version')
  await place.close()
})

test('when strangers do not get through, the people on call and everybody else are told', async () => {
  const place = await Place.open({ people: { anna: ['mtcute'] } })
  const { anna } = place.people
  const told = async (text) => (await anna.history(kService, 10)).some((message) => message.text.includes(text))
  const onCall = { desk: `on_call = ["${anna.id}"]`, probe: 'on' }
  await place.restart(onCall)
  await eventually('an answered probe', async () => /Last answered: \d{4}-/.test(await place.page()), kPatient)
  assert.doesNotMatch(await place.page(), /role="alert"/)

  place.front.broken.set(contactFile, Front.answering(503))
  await place.restart(onCall)
  await eventually('an alarm for everybody', async () => /role="alert"/.test(await place.page(place.direct)), kPatient)
  assert.match(await place.page(place.direct), /Last answered: \d{4}-/)
  assert.match(place.said(), /the probe was not answered: .* answers 503/)
  await eventually('a message to who is on call', () => told('Strangers cannot reach the operator'), kPatient)

  place.front.broken.clear()
  await place.restart(onCall)
  await eventually('the end of the alarm', async () => !/role="alert"/.test(await place.page()), kPatient)
  await eventually('a message that it is over', () => told('can be reached again'), kPatient)
  await place.close()
})

test('a file that has expired is an alarm', async () => {
  const clock = new TestClock()
  const place = await Place.open({ desk: 'contact_days = 1', clock })
  await place.restart({ probe: 'on' })
  await eventually('an answered probe', async () => /Last answered: \d{4}-/.test(await place.page()), kPatient)
  const old = await place.get(contactFile)
  place.front.broken.set(contactFile, Front.answering(200, old.text)) // as a cache that nobody looks after
  clock.pass(days(2))
  await eventually('an alarm', async () => /role="alert"/.test(await place.page()), kPatient)
  assert.match(place.said(), /the probe was not answered: .* it expired at /)
  await eventually('the server itself to renew it', async () =>
    JSON.parse((await place.get(contactFile, place.direct)).text).signed.version === 2, kPatient)
  await place.close()
  clock.remove()
})

// tests/desk/witness.py, which shares nothing with the server.
class Witness {
  static async start(log) {
    const witness = new Witness()
    witness.child = spawn('python3', [path.join(here, '../desk/witness.py'), '--name', 'witness.example/1', '--log', log,
      '--state', path.join(folder(), 'seen.json')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = readline.createInterface({ input: witness.child.stdout })
    witness.answers = []
    await new Promise((resolve) => lines.on('line', (line) => {
      const said = JSON.parse(line)
      if (said.url) resolve(Object.assign(witness, said))
      else witness.answers.push(said.status)
    }))
    return witness
  }

  stop() {
    this.child.kill()
  }
}

test('a witness signs what only grew, and neither what was put back nor a fork', async () => {
  const place = await Place.open()
  const log = (await place.get('/desk/log/key')).text.trim()
  const witness = await Witness.start(log)
  const witnessed = { desk: `witnesses = ["${witness.url} ${witness.key}"]\nwitness_quorum = 1` }
  const size = async (name) => Number((await place.get(`/desk/log/${name}`)).text.split('\n')[1])
  await place.restart(witnessed)
  const data = place.server.dataDir
  const cosigned = async (least) => {
    await eventually('a cosigned checkpoint', async () => (await place.get('/desk/log/checkpoint')).text
      .includes('\u2014 witness.example/1 ') && await size('witnessed') >= least, kPatient)
    await run('python3', [path.join(here, '../desk/verify_log.py'), path.join(data, 'desk-log'), log,
      '--witness', witness.key])
  }
  const grown = (to) => eventually(`${to} entries`, async () => await size('checkpoint') === to, kPatient)
  await cosigned(2) // of the contact file before there was a witness, and with it
  assert.match(await place.page(), /witness\.example\/1<\/dt><dd>2 entries, /)
  await place.restart({ ...witnessed, hours: 'a' })
  await grown(3)
  await place.server.kill('SIGTERM')
  const whole = path.join(folder(), 'whole') // everything, as of this day
  fs.cpSync(data, whole, { recursive: true })
  await place.server.launch()
  await place.restart({ ...witnessed, hours: 'b' })
  await place.restart({ ...witnessed, hours: 'c' })
  await cosigned(5)

  // The database alone is put back: it is not published over a tree that has grown.
  await place.server.kill('SIGTERM')
  const newest = path.join(folder(), 'newest')
  fs.cpSync(data, newest, { recursive: true })
  const database = (where) => fs.readdirSync(where).filter((name) => name.startsWith('botschaft.db'))
  for (const name of database(data)) fs.rmSync(path.join(data, name))
  for (const name of database(whole)) fs.cpSync(path.join(whole, name), path.join(data, name))
  await assert.rejects(run(process.env.BOTSCHAFT_BIN, ['serve', '--data', data, '--listen', '127.0.0.1:0',
    '--config', place.config]), /was an older copy put in its place/)

  // All of it is put back: the server cannot know, but the witness does.
  fs.rmSync(data, { recursive: true })
  fs.cpSync(whole, data, { recursive: true })
  await place.server.launch()
  await eventually('a refusal', () => witness.answers.includes(409) &&
    /witness witness\.example\/1: it signed a log of \d+ entries, and there are/.test(place.said()), kPatient)
  assert.ok(await size('checkpoint') < 5)

  // And goes on to grow otherwise, beyond what the witness has seen: a fork.
  await grown(4)
  for (const entries of [5, 6]) {
    await place.restart({ ...witnessed, hours: `fork ${entries}` })
    await grown(entries)
  }
  await eventually('a refusal', () => witness.answers.includes(422) &&
    /it refuses: the log is no continuation of what it signed/.test(place.said()), kPatient)
  assert.doesNotMatch((await place.get('/desk/log/checkpoint')).text, /\u2014 witness\.example/)
  // Who has a mirror of what the witness signed names the first entry that differs.
  const found = await run(process.env.BOTSCHAFT_BIN, ['log', 'verify', path.join(data, 'desk-log'), '--key', log,
    '--mirror', path.join(newest, 'desk-log'), '--json']).catch((error) => error)
  const verdict = JSON.parse(found.stdout)
  assert.equal(verdict.ok, false)
  assert.equal(verdict.first_bad_entry, 3)
  witness.stop()
  await place.close()
})

test('somebody else says when the log was as it is', async () => {
  const authority = await TimeAuthority.open(folder())
  const place = await Place.open({ desk: `time_stamps = "${authority.url}"` })
  const size = await eventually('a time stamp', async () => {
    const { status, text } = await place.get('/desk/log/stamped')
    return status === 200 && text.trim()
  }, kPatient)
  const cwd = folder()
  for (const name of ['checkpoint', 'tsr']) {
    const response = await fetch(`${place.front.url}/desk/log/stamps/${size}.${name}`)
    fs.writeFileSync(path.join(cwd, name), Buffer.from(await response.arrayBuffer()))
  }
  assert.equal(fs.readFileSync(path.join(cwd, 'checkpoint'), 'utf8').split('\n')[1], size)
  const verify = ['ts', '-verify', '-data', 'checkpoint', '-in', 'tsr', '-CAfile', authority.certificate]
  assert.match((await run('openssl', verify, { cwd })).stdout, /Verification: OK/)
  fs.appendFileSync(path.join(cwd, 'checkpoint'), 'x')
  await assert.rejects(run('openssl', verify, { cwd }))
  await authority.close()
  await place.close()
})
