// Files while things die: the server and the program that looks into files by kill -9, the object store for a while.
// What was acknowledged is there afterwards, byte for byte, and everybody goes on by himself.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fetchFile, png, sendFile } from './lib/files.mjs'
import { found, People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, server, anna, ben
before(async () => {
  people = await People.gather({ anna: ['mtcute'], ben: ['tdlib'] }, { storage: 's3' })
  ;({ server, anna, ben } = people)
  await anna.mtcute.send(ben.id, 'Hallo')
  await found(ben.tdlib, anna.id, 'Hallo')
})
after(() => people.part())

const children = (pid) => readdirSync('/proc').filter((entry) => {
  try {
    // proc(5): the parent is the second field behind the name, which may have spaces and brackets in it.
    return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1).split(' ')[1] === String(pid)
  } catch {
    return false // it ended
  }
}).map(Number)

const verified = async () => {
  const found = await server.cli('storage', 'verify')
  assert.equal(found.missing, 0, JSON.stringify(found))
  assert.equal(found.damaged, 0, JSON.stringify(found))
  return found
}

const sendPhoto = (seed) => sendFile(anna.mtcute, ben.id, { kind: 'photo', bytes: png(2000, 1500, seed), name: 'bild.png', caption: `photo ${seed}` })

test('kill -9 of the server while it looks into photos', async (t) => {
  const sent = []
  for (let seed = 1; seed <= 2; seed += 1) {
    const sending = sendPhoto(seed).then((id) => sent.push(id))
    // The worker's child is there for as long as it looks into the photo.
    const looking = eventually('somebody looks into it', () => children(server.child.pid).some((worker) => children(worker).length > 0), { everyMs: 5 })
      .catch(() => {}) // it was too quick to be seen
    await Promise.race([looking, sending])
    await server.kill('SIGKILL')
    await server.launch()
    await sending
  }
  await verified()
  for (const id of sent) assert.equal((await fetchFile(anna.mtcute, ben.id, id)).subarray(0, 2).toString('hex'), 'ffd8')
  t.diagnostic(`${sent.length} photos over as many kills`)
})

test('kill -9 of the program that looks into files', async () => {
  const worker = await eventually('the worker runs', async () => {
    await sendPhoto(50)
    return children(server.child.pid)[0]
  })
  process.kill(worker, 'SIGKILL')
  // The next one is started for the next photo. A photo that was in its hands may be refused; the client is told.
  const id = await eventually('a photo can be sent again', () => sendPhoto(51))
  assert.ok((await fetchFile(anna.mtcute, ben.id, id)).length > 0)
  assert.notEqual(children(server.child.pid)[0], worker)
})

test('the object store is away for a while', async () => {
  const before = randomBytes(400_000)
  const first = await sendFile(anna.mtcute, ben.id, { kind: 'document', bytes: before, name: 'vorher.bin', caption: 'vorher' })
  await server.objectStore.stop()

  // Text goes its way. A file is refused with an error of the server's, which the client does not give up at.
  await anna.mtcute.send(ben.id, 'Ohne Dateien geht es noch')
  await found(ben.tdlib, anna.id, 'Ohne Dateien geht es noch')
  const bytes = randomBytes(700_000)
  const sending = sendFile(anna.mtcute, ben.id, { kind: 'document', bytes, name: 'spaeter.bin', caption: 'spaeter' })
  await eventually('it is refused', () => readFileSync(server.log, 'utf8').includes('method=messages.sendMedia error=STORE_UNAVAILABLE'))
  await server.kill('SIGKILL') // and the server starts without the store, too
  await server.launch()
  await server.objectStore.launch()
  const later = await sending

  assert.equal(Buffer.compare(await fetchFile(anna.mtcute, ben.id, later), bytes), 0)
  assert.equal(Buffer.compare(await fetchFile(anna.mtcute, ben.id, first), before), 0)
  const seen = await eventually('he has it', async () => (await ben.tdlib.history(anna.id, 20)).find((m) => m.raw?.content?.caption?.text === 'spaeter'))
  assert.equal(Buffer.compare(await fetchFile(ben.tdlib, anna.id, seen.id), bytes), 0)
  await verified()
  assert.ok(!readFileSync(server.log, 'utf8').includes('not-a-secret'), 'a secret is in the log')
})
