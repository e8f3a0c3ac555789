/** Parts of files that were fetched before, by the key of the file and the index of the part. */
export interface PartStore {
  get(key: string, index: number): Promise<Uint8Array<ArrayBuffer> | null>
  put(key: string, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

interface Usage {
  key: string
  bytes: number
  usedAt: number
}

const DATABASE = 'botschaft.files'
const PARTS = 'parts'
const USAGE = 'usage'
/** When it is full, so much is kept: the fuller part of what was used last. */
const KEPT_SHARE = 0.75

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(PARTS)
    request.result.createObjectStore(USAGE, { keyPath: 'key' })
  }
  return done(request)
}

/** Which files go, the least recently used first, so that no more than `bytesMax` remain. */
export function leastUsed(usage: readonly Usage[], bytesMax: number): Usage[] {
  let total = usage.reduce((sum, it) => sum + it.bytes, 0)
  const going: Usage[] = []
  for (const it of [...usage].sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= bytesMax) break
    total -= it.bytes
    going.push(it)
  }
  return going
}

/**
 * A store in the browser that holds `bytesMax` and forgets what was not used for longest. Where the browser grants no
 * room, nothing is kept and everything still works.
 */
export class IdbPartStore implements PartStore {
  private readonly database = open().catch(() => null)
  private readonly usage = new Map<string, Usage>()
  private total = 0
  private readonly ready: Promise<void>

  constructor(private readonly bytesMax: number) {
    this.ready = this.load()
  }

  private async load(): Promise<void> {
    const database = await this.database
    if (!database) return
    const known = await done<Usage[]>(database.transaction(USAGE).objectStore(USAGE).getAll())
    for (const it of known) this.usage.set(it.key, it)
    this.total = known.reduce((sum, it) => sum + it.bytes, 0)
  }

  async get(key: string, index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const database = await this.database
    if (!database) return null
    try {
      await this.ready
      const used = this.usage.get(key)
      if (!used) return null
      used.usedAt = Date.now()
      const bytes = await done(database.transaction(PARTS).objectStore(PARTS).get([key, index]))
      return bytes ? new Uint8Array(bytes as ArrayBuffer) : null
    } catch {
      return null
    }
  }

  async put(key: string, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const database = await this.database
    if (!database || bytes.length > this.bytesMax) return
    try {
      await this.ready
      const used = this.usage.get(key) ?? { key, bytes: 0, usedAt: 0 }
      used.bytes += bytes.length
      used.usedAt = Date.now()
      this.usage.set(key, used)
      this.total += bytes.length
      const change = database.transaction([PARTS, USAGE], 'readwrite')
      change.objectStore(PARTS).put(bytes.slice().buffer, [key, index])
      change.objectStore(USAGE).put(used)
      if (this.total > this.bytesMax) this.forget(change)
      await new Promise<void>((resolve, reject) => {
        change.oncomplete = () => resolve()
        change.onabort = () => reject(change.error ?? new Error('IndexedDB'))
      })
    } catch {
      // The part is in memory; it will be fetched again another time.
    }
  }

  private forget(change: IDBTransaction): void {
    for (const { key, bytes } of leastUsed([...this.usage.values()], this.bytesMax * KEPT_SHARE)) {
      change.objectStore(USAGE).delete(key)
      change.objectStore(PARTS).delete(IDBKeyRange.bound([key, 0], [key, Infinity]))
      this.usage.delete(key)
      this.total -= bytes
    }
  }
}

/** Nothing that was fetched stays in the browser. */
export function forgetFiles(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}
