import type { Api, RemoteFile, Urgency } from '@botschaft/protocol'

interface Lent {
  url: Promise<string>
  /** Once it is there. */
  address: string | null
  borrowers: number
  bytes: number
}

/** Addresses that nobody uses any more are kept for the reader who scrolls back, up to so many bytes. */
const SPARE_BYTES_MAX = 96 * 1024 * 1024

/** Addresses, for the elements of a page, of files that were fetched whole. What is borrowed is to be given back. */
export class FileUrls {
  private readonly lent = new Map<string, Lent>()

  constructor(private readonly api: Pick<Api, 'getFile' | 'cancelFile'>) {}

  /** The address if the file is already there. */
  peek(key: string): string | null {
    return this.lent.get(key)?.address ?? null
  }

  borrow(file: RemoteFile, urgency: Urgency): Promise<string> {
    let entry = this.lent.get(file.key)
    if (!entry) this.lent.set(file.key, (entry = this.fetch(file, urgency)))
    // The least recently borrowed are in front.
    this.lent.delete(file.key)
    this.lent.set(file.key, entry)
    entry.borrowers += 1
    return entry.url
  }

  giveBack(key: string): void {
    const entry = this.lent.get(key)
    if (!entry) return
    entry.borrowers -= 1
    if (entry.borrowers > 0) return
    if (entry.address === null) {
      this.lent.delete(key)
      void this.api.cancelFile(key).catch(() => undefined)
    } else this.tidy()
  }

  private fetch(file: RemoteFile, urgency: Urgency): Lent {
    const entry: Lent = { url: Promise.resolve(''), address: null, borrowers: 0, bytes: 0 }
    entry.url = this.api.getFile(file, urgency).then(
      (blob) => {
        entry.address = URL.createObjectURL(blob)
        entry.bytes = blob.size
        // Given back while it was coming.
        if (this.lent.get(file.key) !== entry) URL.revokeObjectURL(entry.address)
        return entry.address
      },
      (error) => {
        if (this.lent.get(file.key) === entry) this.lent.delete(file.key)
        throw error
      },
    )
    return entry
  }

  private tidy(): void {
    const spare = [...this.lent].filter(([, it]) => it.borrowers === 0)
    let bytes = spare.reduce((sum, [, it]) => sum + it.bytes, 0)
    for (const [key, it] of spare) {
      if (bytes <= SPARE_BYTES_MAX) return
      bytes -= it.bytes
      this.lent.delete(key)
      if (it.address !== null) URL.revokeObjectURL(it.address)
    }
  }
}
