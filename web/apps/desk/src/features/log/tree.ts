// RFC 6962, 2.1: the Merkle tree with SHA-256, over complete subtrees ("nodes") that somebody keeps. Sizes and indexes
// are numbers of leaves; they may be beyond 32 bits, so there is no bit arithmetic here.
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, equal } from './bytes'

export type Hash = Uint8Array

/** The complete subtree of 2^level leaves that begins at leaf index * 2^level. */
export type ReadNode = (level: number, index: number) => Promise<Hash>

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const leafHash = (entry: Uint8Array): Hash => sha256(concat(LEAF, entry))
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(concat(NODE, left, right))
export const emptyRoot = (): Hash => sha256(new Uint8Array())

const half = (n: number) => Math.floor(n / 2)
const isOdd = (n: number) => n % 2 === 1

/** The largest power of two that is at most n. */
function powerWithin(n: number): number {
  let power = 1
  while (power * 2 <= n) power *= 2
  return power
}

/** Where RFC 6962 splits a tree of n > 1 leaves. */
const split = (n: number) => powerWithin(n - 1)

/** The root over the leaves [begin, begin + size), which lie as RFC 6962 splits. */
async function range(begin: number, size: number, read: ReadNode): Promise<Hash> {
  const peaks: Hash[] = []
  let from = begin
  let rest = size
  while (rest > 0) {
    const width = powerWithin(rest)
    peaks.push(await read(Math.log2(width), from / width))
    from += width
    rest -= width
  }
  return (
    peaks.reduceRight<Hash | null>((right, left) => (right ? nodeHash(left, right) : left), null) ??
    emptyRoot()
  )
}

export const rootOf = (size: number, read: ReadNode) => range(0, size, read)

/** RFC 6962, 2.1.1: PATH. */
export async function inclusionProof(index: number, size: number, read: ReadNode): Promise<Hash[]> {
  const down: Hash[] = []
  let begin = 0
  let rest = size
  while (rest > 1) {
    const at = split(rest)
    const isLeft = index - begin < at
    down.push(isLeft ? await range(begin + at, rest - at, read) : await range(begin, at, read))
    if (!isLeft) begin += at
    rest = isLeft ? at : rest - at
  }
  return down.reverse()
}

/** RFC 6962, 2.1.2: PROOF. */
export async function consistencyProof(oldSize: number, size: number, read: ReadNode): Promise<Hash[]> {
  const down: Hash[] = []
  if (oldSize === 0 || oldSize === size) return down
  let begin = 0
  let old = oldSize
  let rest = size
  let isKnown = true // the old root itself is what remains
  while (old !== rest) {
    const at = split(rest)
    const isLeft = old <= at
    down.push(isLeft ? await range(begin + at, rest - at, read) : await range(begin, at, read))
    if (!isLeft) {
      isKnown = false
      begin += at
      old -= at
    }
    rest = isLeft ? at : rest - at
  }
  if (!isKnown) down.push(await range(begin, rest, read))
  return down.reverse()
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: Hash[], root: Hash): boolean {
  if (index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && equal(hash, root)
}

/** RFC 9162, 2.1.4.2. */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
  proof: Hash[],
): boolean {
  if (oldSize < 0 || oldSize > size) return false
  if (oldSize === size) return proof.length === 0 && equal(oldRoot, root)
  if (oldSize === 0) return proof.length === 0 && equal(oldRoot, emptyRoot())
  const isWhole = powerWithin(oldSize) === oldSize
  const path = isWhole ? [oldRoot, ...proof] : proof
  const start = path[0]
  if (!start) return false
  let first = start
  let second = start
  let node = oldSize - 1
  let last = size - 1
  while (isOdd(node)) {
    node = half(node)
    last = half(last)
  }
  for (const hash of path.slice(1)) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      first = nodeHash(hash, first)
      second = nodeHash(hash, second)
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      second = nodeHash(second, hash)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && equal(first, oldRoot) && equal(second, root)
}
