import type { tl } from '@mtcute/core'
import Long from 'long'
import { ApiError } from '../errors'
import type { Context } from './context'
import { randomId } from './random'

/** From here on files are saved by upload.saveBigFilePart, which needs no checksum of the whole. */
const BIG_FILE_BYTES = 10 * 1024 * 1024
const SMALL_PART_BYTES = 128 * 1024
const BIG_PART_BYTES = 512 * 1024
/** The parts in memory at once: enough to keep the line busy, too few to be noticed. */
const PARALLEL = 4
/** What the server takes of one file. */
const PARTS_MAX = 8_000

const FILE_BYTES_MAX = PARTS_MAX * BIG_PART_BYTES

/** A file on its way to the server; what has arrived stays known, so that going on begins there. */
export interface Transfer {
  readonly id: Long
  readonly blob: Blob
  readonly partBytes: number
  readonly total: number
  readonly saved: Set<number>
}

export function startTransfer(blob: Blob): Transfer {
  if (blob.size === 0) throw new ApiError({ name: 'FILE_EMPTY', code: 400, seconds: null })
  if (blob.size > FILE_BYTES_MAX) throw new ApiError({ name: 'FILE_TOO_BIG', code: 400, seconds: null })
  const partBytes = blob.size > BIG_FILE_BYTES ? BIG_PART_BYTES : SMALL_PART_BYTES
  return { id: randomId(), blob, partBytes, total: Math.ceil(blob.size / partBytes), saved: new Set() }
}

export const isBig = ({ blob }: Transfer): boolean => blob.size > BIG_FILE_BYTES

function bytesSaved({ saved, total, partBytes, blob }: Transfer): number {
  const last = blob.size - (total - 1) * partBytes
  return saved.has(total - 1) ? (saved.size - 1) * partBytes + last : saved.size * partBytes
}

export type SavePart = (part: number, bytes: Uint8Array, signal: AbortSignal) => Promise<void>

/**
 * Saves the parts that are missing, some at a time, and reads each from the file only when it is its turn. The first
 * failure ends it, and so does `signal`.
 */
export async function carry(
  transfer: Transfer,
  save: SavePart,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const { blob, partBytes, total, saved } = transfer
  const own = new AbortController()
  const stop = () => own.abort(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  let next = 0
  const work = async () => {
    for (let part = next++; part < total; part = next++) {
      if (saved.has(part)) continue
      own.signal.throwIfAborted()
      const from = part * partBytes
      const bytes = new Uint8Array(await readPart(blob, from, from + partBytes))
      own.signal.throwIfAborted()
      await save(part, bytes, own.signal)
      saved.add(part)
      onProgress(bytesSaved(transfer))
    }
  }
  const workers = Array.from({ length: Math.min(PARALLEL, total) }, () =>
    work().catch((error: unknown) => {
      own.abort(error)
      throw error
    }),
  )
  try {
    await Promise.all(workers)
  } finally {
    await Promise.allSettled(workers)
    signal.removeEventListener('abort', stop)
  }
}

/** A file that was moved or changed since it was picked cannot be read any more. */
async function readPart(blob: Blob, from: number, to: number): Promise<ArrayBuffer> {
  try {
    return await blob.slice(from, to).arrayBuffer()
  } catch {
    throw new ApiError({ name: 'FILE_UNREADABLE', code: 400, seconds: null })
  }
}

/** Files on their way, each known by a key of the page's choice until it is forgotten. */
export class Uploads {
  private readonly transfers = new Map<string, Transfer>()

  constructor(private readonly context: Context) {}

  /** Resolves when the server has all of it. Again with the same key, it goes on where it ended. */
  async upload(
    key: string,
    blob: Blob,
    name: string,
    signal: AbortSignal,
    onProgress: (bytes: number) => void,
  ): Promise<tl.TypeInputFile> {
    const transfer = this.transfers.get(key) ?? startTransfer(blob)
    this.transfers.set(key, transfer)
    await carry(transfer, (...part) => this.save(transfer, ...part), signal, onProgress)
    const { id, total: parts } = transfer
    return isBig(transfer)
      ? { _: 'inputFileBig', id, parts, name }
      : { _: 'inputFile', id, parts, name, md5Checksum: '' }
  }

  forget(key: string): void {
    this.transfers.delete(key)
  }

  /** Waits for the connection and for whatever the server wants waited for; parts may arrive twice. */
  private async save(
    transfer: Transfer,
    filePart: number,
    bytes: Uint8Array,
    abortSignal: AbortSignal,
  ): Promise<void> {
    const { id: fileId, total: fileTotalParts } = transfer
    const request: tl.RpcMethod = isBig(transfer)
      ? { _: 'upload.saveBigFilePart', fileId, filePart, fileTotalParts, bytes }
      : { _: 'upload.saveFilePart', fileId, filePart, bytes }
    const isSaved = await this.context.client.call(request, {
      kind: 'upload',
      maxRetryCount: Infinity,
      floodSleepThreshold: Infinity,
      abortSignal,
    })
    if (!isSaved) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
  }
}
