import { packetSamples, SAMPLE_RATE } from './opus'
import type { OpusStream } from './webm'

// Ogg (RFC 3533) with Opus in it (RFC 7845).
const BEGINS = 0x02
const ENDS = 0x04
const HEAD_BYTES = 27
const CRC_AT = 22
const SEGMENT = 255
/** A page has at most 255 segments; a second of voice is a good length for one. */
const SEGMENTS_MAX = 255
const PAGE_SAMPLES = SAMPLE_RATE

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

export function crc(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes) value = ((value << 8) ^ (CRC_TABLE[((value >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return value
}

const segmentsOf = (packet: Uint8Array) => Math.floor(packet.length / SEGMENT) + 1

function page(
  packets: readonly Uint8Array[],
  { flags, samples, serial, index }: { flags: number; samples: number; serial: number; index: number },
): Uint8Array {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: segmentsOf(packet) - 1 }, () => SEGMENT),
    packet.length % SEGMENT,
  ])
  const body = packets.reduce((sum, packet) => sum + packet.length, 0)
  const bytes = new Uint8Array(HEAD_BYTES + lacing.length + body)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('OggS'))
  view.setUint8(5, flags)
  view.setBigUint64(6, BigInt(samples), true)
  view.setUint32(14, serial, true)
  view.setUint32(18, index, true)
  view.setUint8(26, lacing.length)
  bytes.set(lacing, HEAD_BYTES)
  let at = HEAD_BYTES + lacing.length
  for (const packet of packets) {
    bytes.set(packet, at)
    at += packet.length
  }
  view.setUint32(CRC_AT, crc(bytes), true)
  return bytes
}

/** The comment header: who made it, and nothing else. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode('Botschaft')
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4)
  bytes.set(new TextEncoder().encode('OpusTags'))
  new DataView(bytes.buffer).setUint32(8, vendor.length, true)
  bytes.set(vendor, 12)
  return bytes
}

/** Splits packets into pages: each a second long at most, and no longer than a page may be. */
function paged(packets: readonly Uint8Array[]): Uint8Array[][] {
  const pages: Uint8Array[][] = []
  let current: Uint8Array[] = []
  let samples = 0
  let segments = 0
  for (const packet of packets) {
    const isFull =
      samples + packetSamples(packet) > PAGE_SAMPLES || segments + segmentsOf(packet) > SEGMENTS_MAX
    if (isFull && current.length > 0) {
      pages.push(current)
      current = []
      samples = segments = 0
    }
    current.push(packet)
    samples += packetSamples(packet)
    segments += segmentsOf(packet)
  }
  if (current.length > 0) pages.push(current)
  return pages
}

/** The same packets in the container that other clients take for voice notes; also how long they are, in seconds. */
export function toOgg({ head, packets }: OpusStream): { blob: Blob; duration: number } {
  const [serial = 1] = crypto.getRandomValues(new Uint32Array(1))
  const pages = [
    page([head], { flags: BEGINS, samples: 0, serial, index: 0 }),
    page([tags()], { flags: 0, samples: 0, serial, index: 1 }),
  ]
  const bodies = paged(packets)
  let samples = 0
  bodies.forEach((body, at) => {
    for (const packet of body) samples += packetSamples(packet)
    const flags = at === bodies.length - 1 ? ENDS : 0
    pages.push(page(body, { flags, samples, serial, index: at + 2 }))
  })
  const skipped = head.length >= 12 ? new DataView(head.buffer, head.byteOffset).getUint16(10, true) : 0
  return {
    blob: new Blob(pages as Uint8Array<ArrayBuffer>[], { type: 'audio/ogg' }),
    duration: Math.max(0, samples - skipped) / SAMPLE_RATE,
  }
}
