import { describe, expect, it } from 'vitest'
import { crc, toOgg } from './ogg'
import { packetSamples } from './opus'
import { toWaveform } from './waveform'
import { readWebm } from './webm'

/** 20 ms, one frame: configuration 31 (CELT, full band), code 0. */
const packet = (length: number, fill: number) =>
  Uint8Array.from({ length }, (_, at) => (at === 0 ? 31 << 3 : fill))
const HEAD = Uint8Array.from([
  ...new TextEncoder().encode('OpusHead'),
  1,
  1,
  0x38,
  1,
  0x80,
  0xbb,
  0,
  0,
  0,
  0,
  0,
])

const element = (id: number[], content: number[]) => [
  ...id,
  0x10 | (content.length >> 24),
  (content.length >> 16) & 255,
  (content.length >> 8) & 255,
  content.length & 255,
  ...content,
]
/** Of unknown size, as recorders write it. */
const endless = (id: number[], content: number[]) => [
  ...id,
  0x01,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  ...content,
]

function webm(packets: Uint8Array[]): Uint8Array {
  const blocks = packets.map((it, at) =>
    at % 2 === 0
      ? element([0xa3], [0x81, 0, at, 0x80, ...it])
      : element([0xa0], element([0xa1], [0x81, 0, at, 0, ...it])),
  )
  return Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d]),
    ...endless(
      [0x18, 0x53, 0x80, 0x67],
      [
        ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], [...HEAD]))),
        ...endless([0x1f, 0x43, 0xb6, 0x75], [...element([0xe7], [0]), ...blocks.flat()]),
      ],
    ),
  ])
}

interface Page {
  flags: number
  samples: number
  index: number
  packets: Uint8Array[]
}

/** Takes an Ogg file apart as a player would, and checks each page's sum. */
function readOgg(bytes: Uint8Array): Page[] {
  const pages: Page[] = []
  for (let at = 0; at < bytes.length;) {
    const view = new DataView(bytes.buffer, at)
    expect(new TextDecoder().decode(bytes.subarray(at, at + 4))).toBe('OggS')
    const count = view.getUint8(26)
    const lacing = bytes.subarray(at + 27, at + 27 + count)
    const length = 27 + count + lacing.reduce((sum, it) => sum + it, 0)
    const whole = bytes.slice(at, at + length)
    whole.fill(0, 22, 26)
    expect(crc(whole)).toBe(view.getUint32(22, true))
    const packets: Uint8Array[] = []
    let from = at + 27 + count
    let size = 0
    for (const segment of lacing) {
      size += segment
      if (segment === 255) continue
      packets.push(bytes.slice(from, from + size))
      from += size
      size = 0
    }
    pages.push({
      flags: view.getUint8(5),
      samples: Number(view.getBigUint64(6, true)),
      index: view.getUint32(18, true),
      packets,
    })
    at += length
  }
  return pages
}

describe('packetSamples', () => {
  it.each([
    [[31 << 3], 960],
    [[28 << 3], 120],
    [[(1 << 3) | 1], 1920],
    [[(3 << 3) | 3, 2], 5760],
    [[(13 << 3) | 0], 960],
  ])('%j', (bytes, samples) => expect(packetSamples(Uint8Array.from(bytes))).toBe(samples))
})

describe('a recording', () => {
  const packets = Array.from({ length: 130 }, (_, at) =>
    packet(at === 7 ? 600 : at === 8 ? 255 : 40 + at, at),
  )

  it('is read from WebM', () => {
    const stream = readWebm(webm(packets))
    expect(stream.head).toEqual(HEAD)
    expect(stream.packets).toEqual(packets)
  })
  it('that was cut off keeps what is whole', () => {
    const bytes = webm(packets)
    expect(readWebm(bytes.subarray(0, bytes.length - 10)).packets).toHaveLength(129)
  })
  it.each([[[]], [[1, 2, 3]], [[0, 0, 0, 0]]])('that is none is refused: %j', (bytes) =>
    expect(() => readWebm(Uint8Array.from(bytes))).toThrow(),
  )
  it('is the same in Ogg', async () => {
    const { blob, duration } = toOgg(readWebm(webm(packets)))
    const pages = readOgg(new Uint8Array(await blob.arrayBuffer()))
    expect(pages.map((it) => it.index)).toEqual(pages.map((_, at) => at))
    expect(pages[0]).toMatchObject({ flags: 2, samples: 0, packets: [HEAD] })
    expect(new TextDecoder().decode(pages[1]!.packets[0]).startsWith('OpusTags')).toBe(true)
    expect(pages.slice(2).flatMap((it) => it.packets)).toEqual(packets)
    expect(pages.slice(2).map((it) => it.samples)).toEqual([48_000, 96_000, 124_800])
    expect(pages.at(-1)!.flags).toBe(4)
    expect(duration).toBeCloseTo((124_800 - 312) / 48_000)
  })
})

describe('toWaveform', () => {
  it('has the loudest at the top', () => {
    expect(toWaveform([0.1, 0.5, 0.25, 0], 4)).toEqual([6, 31, 16, 0])
  })
  it('takes the loudest of each stretch, and repeats where there is too little', () => {
    expect(toWaveform([0.5, 0.1, 0, 0.5], 2)).toEqual([31, 31])
    expect(toWaveform([0.5], 3)).toEqual([31, 31, 31])
  })
  it('leaves silence silent', () => expect(toWaveform([0, 0.001], 2)).toEqual([0, 2]))
})
