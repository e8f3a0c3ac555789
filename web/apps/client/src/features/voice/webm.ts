/** Elements of a WebM file that are looked into, or for; all others are passed over. */
const ID = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
}
const MASTERS = new Set([ID.segment, ID.tracks, ID.trackEntry, ID.cluster, ID.blockGroup])
const LACING = 0x06
/** After the number of the track: a time of two bytes, and flags. */
const BLOCK_HEAD = 3

export interface OpusStream {
  /** The identification header that belongs before the packets. */
  head: Uint8Array
  packets: Uint8Array[]
}

/** The length of a variable-size integer, told by its first bits. */
function width(bytes: Uint8Array, at: number): number {
  const length = Math.clz32(bytes[at] ?? 0) - 23
  if (length > 8 || at + length > bytes.length) throw new Error('not a WebM file')
  return length
}

/** Reads one; the marker bit stays for ids and goes for sizes. */
function integer(bytes: Uint8Array, at: number, length: number, keepsMarker: boolean): number {
  let value = bytes[at] ?? 0
  if (!keepsMarker) value &= (1 << (8 - length)) - 1
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

/**
 * The Opus packets of a recording with one track, as browsers make it. What contains others is entered without regard
 * to where it ends, for recorders do not know that when they begin it.
 */
export function readWebm(bytes: Uint8Array): OpusStream {
  let head: Uint8Array | null = null
  const packets: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const idLength = width(bytes, at)
    const id = integer(bytes, at, idLength, true)
    const sizeLength = width(bytes, at + idLength)
    const size = integer(bytes, at + idLength, sizeLength, false)
    const from = at + idLength + sizeLength
    if (MASTERS.has(id)) {
      at = from
      continue
    }
    const content = bytes.subarray(from, from + size)
    // A recording that was cut off ends with what is whole.
    if (content.length < size) break
    if (id === ID.codecPrivate) head = content
    if (id === ID.block || id === ID.simpleBlock) {
      const start = width(content, 0) + BLOCK_HEAD
      if (((content[start - 1] ?? 0) & LACING) !== 0) throw new Error('laced blocks')
      packets.push(content.subarray(start))
    }
    at = from + size
  }
  if (!head) throw new Error('no Opus in this file')
  return { head, packets }
}
