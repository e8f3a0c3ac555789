// What a reader can find out about the log without trusting whoever runs it.
import { equal, fromBase64, toBase64 } from './bytes'
import {
  cosignedAt,
  openCheckpoint,
  openReceipt,
  parseKey,
  parseNote,
  parseRecord,
  type Checkpoint,
  type LogRecord,
  type Note,
  type VerifierKey,
} from './note'
import { BUNDLE, TileReader, type ReadResource } from './tiles'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree'

/** What this browser saw of the log before. */
export interface Memory {
  key: string
  size: number
  root: string
  seenAt: number
}

export type Growth = 'first-look' | 'unchanged' | 'grew' | 'other-key' | 'shrank' | 'rewritten'

export interface View {
  keyText: string
  key: VerifierKey
  note: Note
  checkpoint: Checkpoint
  tiles: TileReader
  /** Whether the tiles as they are served hash to what was signed. */
  isWhole: boolean
  growth: Growth
}

export type ReceiptVerdict =
  | { kind: 'not-a-receipt' | 'other-log' | 'bad-signature' }
  | { kind: 'in-the-log'; record: LogRecord; index: number }
  | { kind: 'not-yet' | 'omitted'; record: LogRecord; mergeBy: number }

export class Unreadable extends Error {}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

async function growthSince(
  memory: Memory | null,
  keyText: string,
  view: Omit<View, 'growth'>,
): Promise<Growth> {
  if (!memory) return 'first-look'
  if (memory.key !== keyText) return 'other-key'
  const { checkpoint, tiles } = view
  const root = fromBase64(memory.root)
  if (!root) return 'first-look'
  if (memory.size > checkpoint.size) return 'shrank'
  const proof = await consistencyProof(memory.size, checkpoint.size, tiles.node)
  if (!verifyConsistency(memory.size, root, checkpoint.size, checkpoint.root, proof)) return 'rewritten'
  return memory.size === checkpoint.size ? 'unchanged' : 'grew'
}

/** Fetches key and checkpoint and holds them against each other, the tiles, and what was seen before. */
export async function openLog(read: ReadResource, memory: Memory | null): Promise<View> {
  const [keyBytes, checkpointBytes] = await Promise.all([read('key'), read('checkpoint')])
  const keyText = keyBytes && textOf(keyBytes).trim()
  const key = keyText ? parseKey(keyText) : null
  const note = checkpointBytes ? parseNote(textOf(checkpointBytes)) : null
  const checkpoint = key && note && openCheckpoint(note, key)
  if (!keyText || !key || !note || !checkpoint) throw new Unreadable()
  const tiles = new TileReader(read, checkpoint.size)
  const isWhole = equal(await rootOf(checkpoint.size, tiles.node), checkpoint.root)
  const view = { keyText, key, note, checkpoint, tiles, isWhole }
  return { ...view, growth: await growthSince(memory, keyText, view) }
}

export const remember = ({ keyText, checkpoint }: View, now: number): Memory => ({
  key: keyText,
  size: checkpoint.size,
  root: toBase64(checkpoint.root),
  seenAt: now,
})

export interface Listed {
  index: number
  line: string
  record: LogRecord | null
}

/** A page of entries, the newest first. */
export async function newestFirst(view: View, from: number, count: number): Promise<Listed[]> {
  const listed: Listed[] = []
  for (let index = from; index >= 0 && listed.length < count; index -= 1) {
    const line = textOf(await view.tiles.entry(index))
    listed.push({ index, line, record: parseRecord(line) })
  }
  return listed
}

/** Makes the proof of an entry from the tiles, and verifies it against the signed checkpoint. */
export async function proveEntry(view: View, index: number) {
  const { checkpoint, tiles } = view
  const entry = await tiles.entry(index)
  const path = await inclusionProof(index, checkpoint.size, tiles.node)
  const holds = verifyInclusion(leafHash(entry), index, checkpoint.size, path, checkpoint.root)
  return { path: path.map(toBase64), holds }
}

/** Entries are all but in the order of their times: near the place by time first, then everywhere. */
async function findLine(view: View, line: string, time: number): Promise<number | null> {
  const { tiles } = view
  const bundles = Math.ceil(tiles.size / BUNDLE)
  const within = async (bundle: number) => {
    const at = (await tiles.bundle(bundle)).findIndex((it) => textOf(it) === line)
    return at < 0 ? null : bundle * BUNDLE + at
  }
  let low = 0
  let high = bundles
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const last = (await tiles.bundle(middle)).at(-1)
    const at = last ? (parseRecord(textOf(last))?.time ?? 0) : 0
    if (at < time) low = middle + 1
    else high = middle
  }
  const near = [low, low - 1, low + 1].filter((it) => it >= 0 && it < bundles)
  const others = [...Array(bundles).keys()].filter((it) => !near.includes(it))
  for (const bundle of [...near, ...others]) {
    const found = await within(bundle)
    if (found !== null) return found
  }
  return null
}

/** Whether what the log promised the holder of a receipt was kept. `now`: unix seconds. */
export async function checkReceipt(view: View, text: string, now: number): Promise<ReceiptVerdict> {
  const note = parseNote(`${text.trim()}\n`)
  if (!note?.text.split('\n')[0]?.endsWith('/receipt/v1')) return { kind: 'not-a-receipt' }
  if (!note.signatures.some(({ name, id }) => name === view.key.name && id === view.key.id))
    return { kind: 'other-log' }
  const receipt = openReceipt(note, view.key)
  if (!receipt) return { kind: 'bad-signature' }
  const { record, line, mergeBy } = receipt
  const index = await findLine(view, line, record.time)
  if (index !== null && (await proveEntry(view, index)).holds) return { kind: 'in-the-log', record, index }
  return { kind: now <= mergeBy ? 'not-yet' : 'omitted', record, mergeBy }
}

export interface WitnessView {
  name: string
  /** When it signed; null: its key is not known here, or the signature is wrong. */
  at: number | null
  isKnown: boolean
}

/** Who else signed the checkpoint. `keys`: of witnesses the reader trusts, one on a line. */
export function witnessesOf({ note, key }: Pick<View, 'note' | 'key'>, keys: string): WitnessView[] {
  const known = keys.split('\n').flatMap((line) => parseKey(line) ?? [])
  return note.signatures
    .filter(({ name, id }) => name !== key.name || id !== key.id)
    .map(({ name, id }) => {
      const witness = known.find((it) => it.name === name && it.id === id)
      return { name, at: witness ? cosignedAt(note, witness) : null, isKnown: witness !== undefined }
    })
}
