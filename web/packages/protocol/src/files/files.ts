import type { Urgency } from '../api/files'
import type { RemoteFile } from '../types'
import { Slots } from './slots'
import type { PartStore } from './store'

/** One request for bytes: 512 KiB keep the rules of upload.getFile for any index. */
export const PART_BYTES = 524_288
const PARALLEL = 6
/** Of these, so many of one file, lest a film keep all pictures waiting. */
const PARALLEL_OF_FILE = 3
const URGENCIES: Record<Urgency, number> = { playing: 0, seen: 1, kept: 2 }

type Bytes = Uint8Array<ArrayBuffer>

/** Asks the server for at most `limit` bytes. */
export type Fetch = (file: RemoteFile, offset: number, limit: number) => Promise<Bytes>

/** What of a file's bytes a browser may be told to show; anything else could be a page with scripts of its own. */
const HARMLESS =
  /^(image\/(jpeg|png|gif|webp|avif)|video\/[\w.+-]+|audio\/[\w.+-]+|application\/x-tgsticker)$/

export const harmlessType = (mime: string) => (HARMLESS.test(mime) ? mime : 'application/octet-stream')

/** Fetches files in parts, each of them once, and keeps what it has fetched. */
export class Files {
  private readonly slots = new Slots(PARALLEL)
  private readonly coming = new Map<string, Promise<Bytes>>()
  private readonly whole = new Map<string, { blob: Promise<Blob>; abort: AbortController }>()

  constructor(
    private readonly fetch: Fetch,
    private readonly store: PartStore,
    private readonly onProgress: (key: string, loaded: number) => void,
  ) {}

  get(file: RemoteFile, urgency: Urgency): Promise<Blob> {
    const running = this.whole.get(file.key)
    if (running) return running.blob
    const abort = new AbortController()
    const blob = this.assemble(file, urgency, abort.signal).finally(() => this.whole.delete(file.key))
    this.whole.set(file.key, { blob, abort })
    return blob
  }

  cancel(key: string): void {
    this.whole.get(key)?.abort.abort()
  }

  /** From one part only: whoever wants more asks again. */
  async read(file: RemoteFile, offset: number, length: number): Promise<Bytes> {
    const index = Math.floor(offset / PART_BYTES)
    const from = offset - index * PART_BYTES
    const bytes = await this.part(file, index, 'playing')
    return bytes.slice(from, from + length)
  }

  private async assemble(file: RemoteFile, urgency: Urgency, signal: AbortSignal): Promise<Blob> {
    // Blobs, which the browser may put on disk, unlike arrays.
    const parts: Blob[] = []
    let loaded = 0
    const load = async (index: number) => {
      const bytes = await this.part(file, index, urgency, signal)
      parts[index] = new Blob([bytes])
      loaded += bytes.length
      if (file.size > PART_BYTES) this.onProgress(file.key, loaded)
      return bytes
    }
    if (file.size > 0) await this.inParallel(Math.ceil(file.size / PART_BYTES), load)
    else for (let index = 0; (await load(index)).length === PART_BYTES; index += 1);
    return new Blob(parts, { type: harmlessType(file.mime) })
  }

  private async inParallel(count: number, load: (index: number) => Promise<unknown>): Promise<void> {
    let next = 0
    const walk = async () => {
      while (next < count) await load(next++)
    }
    await Promise.all(Array.from({ length: Math.min(count, PARALLEL_OF_FILE) }, walk))
  }

  private async part(
    file: RemoteFile,
    index: number,
    urgency: Urgency,
    signal?: AbortSignal,
  ): Promise<Bytes> {
    const name = `${file.key}#${index}`
    const coming = this.coming.get(name)
    // Who began it may give up; then it is begun anew.
    if (coming)
      return coming.catch((error) => {
        if (signal?.aborted) throw error
        return this.part(file, index, urgency, signal)
      })
    const part = this.load(file, index, urgency, signal).finally(() => this.coming.delete(name))
    this.coming.set(name, part)
    return part
  }

  private async load(
    file: RemoteFile,
    index: number,
    urgency: Urgency,
    signal?: AbortSignal,
  ): Promise<Bytes> {
    const stored = await this.store.get(file.key, index)
    if (stored) return stored
    const bytes = await this.slots.run(URGENCIES[urgency], signal, () =>
      this.fetch(file, index * PART_BYTES, PART_BYTES),
    )
    void this.store.put(file.key, index, bytes)
    return bytes
  }
}
