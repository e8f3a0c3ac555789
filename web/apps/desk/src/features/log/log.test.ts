import { getPublicKey, hashes, sign } from '@noble/ed25519'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { concat, fromBase64, toBase64, toHex, utf8 } from './bytes'
import { checkReceipt, newestFirst, openLog, proveEntry, remember, witnessesOf } from './explorer'
import { tilePath, widthAt } from './tiles'
import {
  consistencyProof,
  emptyRoot,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree'

hashes.sha512 = sha512

const NAME = 'chat.example/desk/log'
const seed = new Uint8Array(32).fill(7)
const keyBytes = (algorithm: number, secret = seed) => concat(Uint8Array.of(algorithm), getPublicKey(secret))
const keyId = (name: string, bytes: Uint8Array) => sha256(concat(utf8(`${name}\n`), bytes)).slice(0, 4)
const keyText = (name: string, bytes: Uint8Array) => `${name}+${toHex(keyId(name, bytes))}+${toBase64(bytes)}`

const signed = (text: string, secret = seed) =>
  `${text}\n— ${NAME} ${toBase64(concat(keyId(NAME, keyBytes(1)), sign(utf8(text), secret)))}\n`

const record = (i: number) =>
  `botschaft/1 CASE${i} 0 received ${1_800_000_000 + i} users ${toBase64(sha256(utf8(String(i))))}`

/** The whole tree of some entries, as the simplest program would make it. */
function naiveRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot()
  if (leaves.length === 1) return leaves[0] as Uint8Array
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return nodeHash(naiveRoot(leaves.slice(0, half)), naiveRoot(leaves.slice(half)))
}

const leavesOf = (entries: string[]) => entries.map((it) => leafHash(utf8(it)))

/** A log as a server has it: a name of a file to its bytes. */
function serve(entries: string[], size = entries.length) {
  const files = new Map<string, Uint8Array>()
  const shown = entries.slice(0, size)
  let hashesOf = leavesOf(shown)
  for (let level = 0; level < 3; level += 1) {
    for (let index = 0; index * 256 < hashesOf.length; index += 1) {
      const width = widthAt(size, level, index)
      files.set(tilePath(level, index, width), concat(...hashesOf.slice(index * 256, index * 256 + width)))
    }
    const above = []
    for (let i = 0; i + 256 <= hashesOf.length; i += 256) above.push(naiveRoot(hashesOf.slice(i, i + 256)))
    hashesOf = above
  }
  for (let index = 0; index * 256 < size; index += 1) {
    const bundle = shown.slice(index * 256, (index + 1) * 256).map(utf8)
    const bytes = bundle.flatMap((it) => [Uint8Array.of(it.length >> 8, it.length & 255), it])
    files.set(tilePath(-1, index, bundle.length), concat(...bytes))
  }
  files.set('key', utf8(`${keyText(NAME, keyBytes(1))}\n`))
  files.set('checkpoint', utf8(signed(`${NAME}\n${size}\n${toBase64(naiveRoot(leavesOf(shown)))}\n`)))
  return { files, read: async (path: string) => files.get(path) ?? null }
}

const entries = Array.from({ length: 700 }, (_, i) => record(i))

describe('the log as a reader sees it', () => {
  it.each([1, 2, 3, 5, 255, 256, 257, 700])('opens and proves a log of %i entries', async (size) => {
    const view = await openLog(serve(entries, size).read, null)
    expect(view.isWhole).toBe(true)
    expect(view.growth).toBe('first-look')
    for (const index of [0, Math.floor(size / 2), size - 1])
      expect((await proveEntry(view, index)).holds).toBe(true)
  })

  it('lists the newest entries first', async () => {
    const view = await openLog(serve(entries).read, null)
    const listed = await newestFirst(view, 699, 3)
    expect(listed.map((it) => it.record?.caseRef)).toEqual(['CASE699', 'CASE698', 'CASE697'])
  })

  it('sees that it only grew', async () => {
    const memory = remember(await openLog(serve(entries, 300).read, null), 0)
    expect((await openLog(serve(entries, 700).read, memory)).growth).toBe('grew')
    expect((await openLog(serve(entries, 300).read, memory)).growth).toBe('unchanged')
    expect((await openLog(serve(entries, 200).read, memory)).growth).toBe('shrank')
  })

  it('sees that an old entry was rewritten, though everything is signed anew', async () => {
    const memory = remember(await openLog(serve(entries, 300).read, null), 0)
    const forged = entries.with(17, record(9_999))
    const view = await openLog(serve(forged, 700).read, memory)
    expect(view.isWhole).toBe(true)
    expect(view.growth).toBe('rewritten')
  })

  it('sees tiles that are not what was signed', async () => {
    const { files, read } = serve(entries, 100)
    const path = tilePath(0, 0, 100)
    files.set(path, (files.get(path) as Uint8Array).with(40, 1))
    expect((await openLog(read, null)).isWhole).toBe(false)
  })

  it('refuses a checkpoint that the log did not sign', async () => {
    const { files, read } = serve(entries, 10)
    const text = new TextDecoder().decode(files.get('checkpoint')).replace('\n10\n', '\n11\n')
    files.set('checkpoint', utf8(text))
    await expect(openLog(read, null)).rejects.toThrow()
  })
})

describe('receipts', () => {
  const receipt = (line: string, mergeBy = 2_000) =>
    signed(`${NAME}/receipt/v1\n${line}\nmerge by ${mergeBy}\n`)

  it('finds what was promised, wherever it lies', async () => {
    const view = await openLog(serve(entries).read, null)
    for (const i of [0, 256, 511, 699])
      expect(await checkReceipt(view, receipt(record(i)), 0)).toMatchObject({ kind: 'in-the-log', index: i })
  })
  it('finds an entry whose time is out of order', async () => {
    const late = record(3).replace('1800000003', '1900000000')
    const view = await openLog(serve(entries.with(5, late)).read, null)
    expect(await checkReceipt(view, receipt(late), 0)).toMatchObject({ kind: 'in-the-log', index: 5 })
  })
  it('waits until the promised time, and no longer', async () => {
    const view = await openLog(serve(entries).read, null)
    expect((await checkReceipt(view, receipt(record(5_000)), 1_999)).kind).toBe('not-yet')
    expect((await checkReceipt(view, receipt(record(5_000)), 2_001)).kind).toBe('omitted')
  })
  it('knows what is no receipt of this log', async () => {
    const view = await openLog(serve(entries).read, null)
    expect((await checkReceipt(view, 'hello', 0)).kind).toBe('not-a-receipt')
    expect((await checkReceipt(view, receipt(record(1)).replace('CASE1 ', 'CASE2 '), 0)).kind).toBe(
      'bad-signature',
    )
    const other = receipt(record(1)).replaceAll(NAME, 'other.example/desk/log')
    expect((await checkReceipt(view, other, 0)).kind).toBe('other-log')
  })
})

describe('witnesses', () => {
  it('are believed by their key alone', async () => {
    const secret = new Uint8Array(32).fill(9)
    const witness = keyBytes(4, secret)
    const { files, read } = serve(entries, 3)
    const text = new TextDecoder().decode(files.get('checkpoint'))
    const body = text.slice(0, text.indexOf('\n\n') + 1)
    const time = new Uint8Array(8)
    new DataView(time.buffer).setBigUint64(0, 1_800_000_500n)
    const signature = sign(utf8(`cosignature/v1\ntime 1800000500\n${body}`), secret)
    const line = toBase64(concat(keyId('ngo.example', witness), time, signature))
    files.set('checkpoint', utf8(`${text}— ngo.example ${line}\n`))
    const view = await openLog(read, null)
    expect(witnessesOf(view, '')).toEqual([{ name: 'ngo.example', at: null, isKnown: false }])
    expect(witnessesOf(view, keyText('ngo.example', witness))[0]?.at).toBe(1_800_000_500)
  })
})

describe('proofs', () => {
  it('do not hold for another leaf, place or root', async () => {
    const view = await openLog(serve(entries, 300).read, null)
    const { checkpoint } = view
    const path = (await proveEntry(view, 100)).path.map((it) => fromBase64(it) as Uint8Array)
    const leaf = leafHash(utf8(record(100)))
    const holds = (index: number, root = checkpoint.root, at = leaf) =>
      verifyInclusion(at, index, 300, path, root)
    expect(holds(100)).toBe(true)
    expect(holds(101)).toBe(false)
    expect(holds(100, emptyRoot())).toBe(false)
    expect(holds(100, checkpoint.root, leafHash(utf8('x')))).toBe(false)
  })
  it('show that every smaller tree is the beginning of a larger one', async () => {
    const { tiles } = await openLog(serve(entries, 40).read, null)
    const rootAt = (size: number) => naiveRoot(leavesOf(entries.slice(0, size)))
    for (let old = 0; old <= 40; old += 1) {
      const proof = await consistencyProof(old, 40, tiles.node)
      expect(verifyConsistency(old, rootAt(old), 40, rootAt(40), proof)).toBe(true)
      if (old > 0) expect(verifyConsistency(old, emptyRoot(), 40, rootAt(40), proof)).toBe(false)
    }
    expect(toHex(await rootOf(40, tiles.node))).toBe(toHex(rootAt(40)))
  })
})
