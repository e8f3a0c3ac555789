// C2SP signed-note, tlog-checkpoint and tlog-cosignature, and our receipts: texts with lines of signatures below.
import { hashes, verify } from '@noble/ed25519'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concat, equal, fromBase64, parseNumber, toHex, utf8 } from './bytes'
import type { Hash } from './tree'

hashes.sha512 = sha512

export const ALGORITHM = { ed25519: 1, cosignature: 4 } as const

export interface VerifierKey {
  name: string
  id: string
  algorithm: number
  key: Uint8Array
}
export interface Signature {
  name: string
  id: string
  bytes: Uint8Array
}
export interface Note {
  text: string
  signatures: Signature[]
}
export interface Checkpoint {
  origin: string
  size: number
  root: Hash
}
export interface LogRecord {
  caseRef: string
  seq: number
  kind: string
  time: number
  lane: string
  commitment: string
}
export interface Receipt {
  line: string
  record: LogRecord
  mergeBy: number
}

const HASH_BYTES = 32
const ID_BYTES = 4
const TIME_BYTES = 8

// Strictly as RFC 8032 has it, like the server's own verifier.
function isSigned(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  try {
    return verify(signature, message, key, { zip215: false })
  } catch {
    return false
  }
}

/** "<name>+<id as 8 hex digits>+<base64 of algorithm and key>" */
export function parseKey(text: string): VerifierKey | null {
  const match = /^([^+\s]+)\+([\da-f]{8})\+(\S+)$/.exec(text.trim())
  const [, name = '', id = '', encoded = ''] = match ?? []
  const bytes = fromBase64(encoded)
  if (!match || bytes?.length !== 1 + HASH_BYTES) return null
  const real = toHex(sha256(concat(utf8(`${name}\n`), bytes)).slice(0, ID_BYTES))
  return real === id ? { name, id, algorithm: bytes[0] ?? 0, key: bytes.slice(1) } : null
}

export function parseNote(text: string): Note | null {
  const gap = text.lastIndexOf('\n\n')
  if (gap < 0 || !text.endsWith('\n')) return null
  const signatures: Signature[] = []
  for (const line of text.slice(gap + 2, -1).split('\n')) {
    const match = /^— ([^+\s]+) (\S+)$/.exec(line)
    const bytes = fromBase64(match?.[2] ?? '')
    if (!match?.[1] || !bytes || bytes.length <= ID_BYTES) return null
    signatures.push({ name: match[1], id: toHex(bytes.slice(0, ID_BYTES)), bytes: bytes.slice(ID_BYTES) })
  }
  return { text: text.slice(0, gap + 1), signatures }
}

const byKey = (note: Note, key: VerifierKey) =>
  note.signatures.filter((it) => it.name === key.name && it.id === key.id)

export function isSignedBy(note: Note, key: VerifierKey): boolean {
  return (
    key.algorithm === ALGORITHM.ed25519 &&
    byKey(note, key).some((it) => isSigned(it.bytes, utf8(note.text), key.key))
  )
}

export function openCheckpoint(note: Note, log: VerifierKey): Checkpoint | null {
  const [origin = '', count = '', encoded = ''] = note.text.split('\n')
  const size = parseNumber(count)
  const root = fromBase64(encoded)
  if (size === null || root?.length !== HASH_BYTES || origin !== log.name || !isSignedBy(note, log))
    return null
  return { origin, size, root }
}

/** When a witness saw the checkpoint, in unix seconds: cosignature/v1. */
export function cosignedAt(note: Note, witness: VerifierKey): number | null {
  if (witness.algorithm !== ALGORITHM.cosignature) return null
  for (const { bytes } of byKey(note, witness)) {
    if (bytes.length !== TIME_BYTES + 64) continue
    const time = Number(new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0))
    const message = utf8(`cosignature/v1\ntime ${time}\n${note.text}`)
    if (isSigned(bytes.slice(TIME_BYTES), message, witness.key)) return time
  }
  return null
}

/** "botschaft/1 <case> <seq> <kind> <time> <lane> <commitment>" */
export function parseRecord(line: string): LogRecord | null {
  const match = /^botschaft\/1 ([\w.-]{1,64}) (\d+) ([\w.-]{1,64}) (\d+) ([\w.-]{1,64}) (\S+)$/.exec(line)
  if (!match) return null
  const [, caseRef = '', seq = '', kind = '', time = '', lane = '', commitment = ''] = match
  const hash = fromBase64(commitment)
  const [order, at] = [parseNumber(seq), parseNumber(time)]
  if (order === null || at === null || hash?.length !== HASH_BYTES) return null
  return { caseRef, seq: order, kind, time: at, lane, commitment }
}

/** A promise of the log that the record will be in the tree by `mergeBy`. */
export function openReceipt(note: Note, log: VerifierKey): Receipt | null {
  const [head = '', line = '', promise = '', ...rest] = note.text.split('\n')
  const record = parseRecord(line)
  const mergeBy = promise.startsWith('merge by ') ? parseNumber(promise.slice('merge by '.length)) : null
  if (head !== `${log.name}/receipt/v1` || !record || mergeBy === null || rest.join('') !== '') return null
  return isSignedBy(note, log) ? { line, record, mergeBy } : null
}

/** Whether salt and payload are what the record commits to: SHA-256(salt || payload). */
export function opens(record: LogRecord, salt: Uint8Array, payload: Uint8Array): boolean {
  const commitment = fromBase64(record.commitment)
  return commitment !== null && equal(sha256(concat(salt, payload)), commitment)
}
