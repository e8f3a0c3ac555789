// C2SP tlog-tiles: where hashes and entries of a log lie, and how to read them back.
import { nodeHash, type Hash } from './tree'

const TILE_HEIGHT = 8
const TILE_WIDTH = 256
const HASH_BYTES = 32
const GROUP = 1000

/** Reads a resource below the log's address; null if it is not there. */
export type ReadResource = (path: string) => Promise<Uint8Array | null>

/** "tile/<L>/<N>[.p/<W>]"; a level below zero: entries. */
export function tilePath(level: number, index: number, width: number): string {
  const groups = [String(index % GROUP).padStart(3, '0')]
  for (let rest = Math.floor(index / GROUP); rest > 0; rest = Math.floor(rest / GROUP))
    groups.unshift(`x${String(rest % GROUP).padStart(3, '0')}`)
  const partial = width < TILE_WIDTH ? `.p/${width}` : ''
  return `tile/${level < 0 ? 'entries' : level}/${groups.join('/')}${partial}`
}

/** How many hashes (or entries) a tree of `size` leaves has in a tile. */
export function widthAt(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** Math.max(level, 0))
  return Math.min(TILE_WIDTH, Math.max(0, hashes - index * TILE_WIDTH))
}

export class Missing extends Error {}

/** Tiles and entries of a tree of one size; what was read is kept as long as the reader. */
export class TileReader {
  #kept = new Map<string, Promise<Uint8Array>>()

  constructor(
    private readonly read: ReadResource,
    readonly size: number,
  ) {}

  async #bytes(level: number, index: number): Promise<Uint8Array> {
    const width = widthAt(this.size, level, index)
    const path = tilePath(level, index, width)
    // Where a partial tile is gone the whole one serves.
    const bytes =
      (await this.read(path)) ??
      (width < TILE_WIDTH ? await this.read(tilePath(level, index, TILE_WIDTH)) : null)
    if (!bytes) throw new Missing(path)
    return bytes
  }

  #once(level: number, index: number): Promise<Uint8Array> {
    const key = `${level}/${index}`
    let bytes = this.#kept.get(key)
    if (!bytes) this.#kept.set(key, (bytes = this.#bytes(level, index)))
    return bytes
  }

  /** A node of the tree, for proofs. */
  node = async (level: number, index: number): Promise<Hash> => {
    const row = level % TILE_HEIGHT
    const first = index * 2 ** row
    const bytes = await this.#once(Math.floor(level / TILE_HEIGHT), Math.floor(first / TILE_WIDTH))
    let hashes: Hash[] = []
    for (let i = first % TILE_WIDTH; hashes.length < 2 ** row; i += 1) {
      const hash = bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES)
      if (hash.length !== HASH_BYTES) throw new Missing(`node ${level}/${index}`)
      hashes.push(hash)
    }
    while (hashes.length > 1)
      hashes = hashes.flatMap((hash, i) => (i % 2 === 0 ? [nodeHash(hash, hashes[i + 1] as Hash)] : []))
    return hashes[0] as Hash
  }

  /** The entries of one bundle of 256. */
  async bundle(index: number): Promise<Uint8Array[]> {
    const bytes = await this.#once(-1, index)
    const entries: Uint8Array[] = []
    for (let at = 0; at < bytes.length && entries.length < widthAt(this.size, -1, index);) {
      const size = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      entries.push(bytes.slice(at + 2, at + 2 + size))
      at += 2 + size
    }
    return entries
  }

  async entry(index: number): Promise<Uint8Array> {
    const found = (await this.bundle(Math.floor(index / TILE_WIDTH)))[index % TILE_WIDTH]
    if (!found) throw new Missing(`entry ${index}`)
    return found
  }
}

export const BUNDLE = TILE_WIDTH
