// A file of 2 GB there and back by TDLib, and what the server's memory did meanwhile. By hand:
//   tests/interop/run ./large_file.mjs            LARGE_MIB=2000: another size
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, createReadStream, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { idOf, tdlibIdOf } from './lib/tdlib.mjs'

const size = Number(process.env.LARGE_MIB ?? 2000)

async function sha256(file) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece)
  return hash.digest('hex')
}

test(`${size} MiB there and back`, async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-large-'))
  const people = await People.gather({ anna: ['tdlib'], ben: ['tdlib'] })
  const { anna, ben, server } = people
  const file = path.join(folder, 'film.bin')
  const out = openSync(file, 'w')
  for (let i = 0; i < size; i += 1) writeSync(out, randomBytes(1 << 20))
  closeSync(out)

  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024
  let most = 0
  const watch = setInterval(() => { most = Math.max(most, resident()) }, 50)
  const timed = async (what, run) => {
    const before = resident()
    most = 0
    const began = Date.now()
    const result = await run()
    const seconds = (Date.now() - began) / 1000
    t.diagnostic(`${what}: ${seconds.toFixed(1)} s, ${(size / seconds).toFixed(0)} MiB/s; server ${before.toFixed(0)} MiB before, ${most.toFixed(0)} MiB at most`)
    return result
  }
  try {
    const id = await timed('upload', async () => {
      const sent = await anna.tdlib.invoke('sendMessage', { chat_id: ben.id, input_message_content: {
        _: 'inputMessageDocument', document: { _: 'inputDocument', document: { _: 'inputFileLocal', path: file }, disable_content_type_detection: true },
      } })
      return idOf((await anna.tdlib.device.sending(sent).promise).id)
    })
    const seen = await eventually('he has the message', async () => (await ben.tdlib.history(anna.id, 5)).at(0))
    assert.ok(id > 0 && seen.id > 0)
    const { content } = await ben.tdlib.invoke('getMessage', { chat_id: anna.id, message_id: tdlibIdOf(seen.id) })
    const got = await timed('download', () => ben.tdlib.invoke('downloadFile', {
      file_id: content.document.document.id, priority: 1, offset: 0, limit: 0, synchronous: true,
    }))
    assert.equal(await sha256(got.local.path), await sha256(file))
  } finally {
    clearInterval(watch)
    rmSync(folder, { recursive: true, force: true })
    await people.part()
  }
})
