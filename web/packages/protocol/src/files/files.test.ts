import { tl } from '@mtcute/core'
import Long from 'long'
import { describe, expect, it } from 'vitest'
import type { RemoteFile } from '../types'
import { Files, harmlessType, PART_BYTES } from './files'
import { eachFile, References } from './references'
import { Cancelled, Slots } from './slots'
import { leastUsed, type PartStore } from './store'

class Memory implements PartStore {
  readonly parts = new Map<string, Uint8Array<ArrayBuffer>>()
  async get(key: string, index: number) {
    return this.parts.get(`${key}#${index}`) ?? null
  }
  async put(key: string, index: number, bytes: Uint8Array<ArrayBuffer>) {
    this.parts.set(`${key}#${index}`, bytes)
  }
}

const file = (key: string, size: number): RemoteFile => ({
  key,
  location: { kind: 'document', id: '1', accessHash: '2', reference: '', thumb: '' },
  size,
  mime: 'image/png',
  source: null,
})

/** Answers with bytes that tell their place; each request waits until it is let go. */
function server(size: number) {
  const asked: number[] = []
  const gates: Array<() => void> = []
  const fetch = async (_file: RemoteFile, offset: number, limit: number) => {
    asked.push(offset / PART_BYTES)
    await new Promise<void>((resolve) => gates.push(resolve))
    const length = Math.max(0, Math.min(limit, size - offset))
    return new Uint8Array(length).fill(offset / PART_BYTES)
  }
  const letGo = async () => {
    for (let round = 0; round < 50; round += 1) {
      gates.splice(0).forEach((open) => open())
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  return { asked, fetch, letGo }
}

describe('files', () => {
  const size = PART_BYTES * 4 + 10

  it('are put together from their parts, each asked for once', async () => {
    const { asked, fetch, letGo } = server(size)
    const progress: number[] = []
    const files = new Files(fetch, new Memory(), (_key, loaded) => progress.push(loaded))
    const both = [files.get(file('a', size), 'seen'), files.get(file('a', size), 'kept')]
    await letGo()
    const [blob, same] = await Promise.all(both)
    expect(blob).toBe(same)
    expect(blob?.size).toBe(size)
    expect(blob?.type).toBe('image/png')
    expect(asked.sort()).toEqual([0, 1, 2, 3, 4])
    expect(progress.at(-1)).toBe(size)
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())
    expect([bytes[0], bytes[PART_BYTES], bytes.at(-1)]).toEqual([0, 1, 4])
  })

  it('end where the bytes end when the size is not told', async () => {
    const { asked, fetch, letGo } = server(PART_BYTES + 7)
    const blob = new Files(fetch, new Memory(), () => undefined).get(file('a', 0), 'seen')
    await letGo()
    expect((await blob).size).toBe(PART_BYTES + 7)
    expect(asked).toEqual([0, 1])
  })

  it('go on where they were cancelled', async () => {
    const { asked, fetch, letGo } = server(size)
    const store = new Memory()
    const files = new Files(fetch, store, () => undefined)
    await store.put('a', 0, new Uint8Array(PART_BYTES))
    await store.put('a', 1, new Uint8Array(PART_BYTES))
    const occupied = Array.from({ length: 6 }, (_, index) => files.get(file(`b${index}`, 10), 'seen'))
    const cancelled = files.get(file('a', size), 'kept')
    files.cancel('a')
    await expect(cancelled).rejects.toBeInstanceOf(Cancelled)
    await letGo()
    await Promise.all(occupied)
    const again = files.get(file('a', size), 'kept')
    await letGo()
    expect((await again).size).toBe(size)
    expect(asked.slice(6).sort()).toEqual([2, 3, 4])
  })

  it('are read in ranges that end where a part ends', async () => {
    const { asked, fetch, letGo } = server(size)
    const files = new Files(fetch, new Memory(), () => undefined)
    const range = files.read(file('a', size), PART_BYTES + 100, PART_BYTES)
    await letGo()
    expect((await range).length).toBe(PART_BYTES - 100)
    expect((await range)[0]).toBe(1)
    expect(asked).toEqual([1])
  })

  it('are never of a type with scripts', () => {
    expect(harmlessType('video/mp4')).toBe('video/mp4')
    for (const mime of ['text/html', 'image/svg+xml', 'application/pdf', 'video/mp4;x', ''])
      expect(harmlessType(mime)).toBe('application/octet-stream')
  })
})

describe('slots', () => {
  it('let the most urgent go first', async () => {
    const slots = new Slots(1)
    const done: string[] = []
    let open = () => {}
    const first = slots.run(2, undefined, () => new Promise<void>((resolve) => (open = resolve)))
    const rest = [
      slots.run(2, undefined, async () => void done.push('kept')),
      slots.run(1, undefined, async () => void done.push('seen')),
      slots.run(0, undefined, async () => void done.push('playing')),
      slots.run(1, undefined, async () => void done.push('seen later')),
    ]
    await Promise.resolve()
    open()
    await Promise.all([first, ...rest])
    expect(done).toEqual(['playing', 'seen', 'seen later', 'kept'])
  })

  it('are free again after a failure', async () => {
    const slots = new Slots(1)
    await expect(slots.run(0, undefined, () => Promise.reject(new Error('x')))).rejects.toThrow('x')
    await expect(slots.run(0, undefined, async () => 1)).resolves.toBe(1)
  })
})

it('the store forgets what was not used for longest', () => {
  const usage = [
    { key: 'new', bytes: 5, usedAt: 3 },
    { key: 'old', bytes: 5, usedAt: 1 },
    { key: 'middle', bytes: 5, usedAt: 2 },
  ]
  expect(leastUsed(usage, 15)).toEqual([])
  expect(leastUsed(usage, 9).map((it) => it.key)).toEqual(['old', 'middle'])
})

describe('References', () => {
  const document = {
    _: 'document',
    id: Long.fromNumber(7),
    fileReference: new Uint8Array([0xab]),
  } as unknown as tl.RawDocument
  const answer = { messages: [{ media: { _: 'messageMediaDocument', document } }], users: [] }
  const file = { key: 'document/7/', source: { kind: 'savedGifs' } as const }
  const expired = () => tl.RpcError.fromTl({ errorCode: 400, errorMessage: 'FILE_REFERENCE_EXPIRED' })

  /** A server that takes only the reference ab. */
  async function take(references: References) {
    const reference = references.of('document', '7', '01')
    if (reference !== 'ab') throw expired()
    return reference
  }

  it('finds files wherever an answer has them', () => {
    const found: string[] = []
    eachFile(answer, (it) => found.push(it._))
    expect(found).toEqual(['document'])
  })
  it('asks once for what several need, and does it again', async () => {
    let asked = 0
    const references = new References(async () => ((asked += 1), answer))
    const results = await Promise.all([1, 2].map(() => references.naming(file, () => take(references))))
    expect(results).toEqual(['ab', 'ab'])
    expect(asked).toBe(1)
    expect(references.of('photo', '7', '01')).toBe('01')
  })
  it('gives up when the file is not there any more, and on any other failure', async () => {
    const references = new References(async () => ({}))
    await expect(references.naming(file, () => take(references))).rejects.toThrow('FILE_REFERENCE_EXPIRED')
    const broken = references.naming(file, () => Promise.reject(new Error('broken')))
    await expect(broken).rejects.toThrow('broken')
  })
})
