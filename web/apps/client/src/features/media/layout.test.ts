import type { Photo } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { layoutAlbum } from './album'
import { fit, MEDIA_MAX, pickSize } from './fit'
import { condense, duration, extension, fileSize } from './format'

describe('albums', () => {
  const shapes: Record<string, number[]> = {
    'two wide': [1.8, 1.8],
    'two upright': [0.6, 0.7],
    'three, upright first': [0.5, 1.5, 1.5],
    four: [1.5, 1, 1, 1],
    'four, upright first': [0.6, 1, 1, 1.8],
    five: [1, 1, 1.5, 1.5, 1.5],
    ten: [1, 0.2, 9, 1, 1.5, 0.7, 1.3, 1, 1, 1],
    'without sizes': [0, NaN, 0],
  }
  it.each(Object.entries(shapes))('%s fill a sheet without overlapping', (_name, ratios) => {
    const { width, height, cells } = layoutAlbum(ratios)
    expect(cells).toHaveLength(ratios.length)
    expect(height).toBeLessThanOrEqual(560.01)
    let area = 0
    cells.forEach((a, index) => {
      expect(a.x).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width).toBeLessThanOrEqual(width + 0.01)
      expect(a.y + a.height).toBeLessThanOrEqual(height + 0.01)
      expect(Math.min(a.width, a.height)).toBeGreaterThan(40)
      area += a.width * a.height
      for (const b of cells.slice(index + 1)) {
        const isApart =
          a.x + a.width <= b.x + 0.01 ||
          b.x + b.width <= a.x + 0.01 ||
          a.y + a.height <= b.y + 0.01 ||
          b.y + b.height <= a.y + 0.01
        expect(isApart).toBe(true)
      }
    })
    expect(area / (width * height)).toBeGreaterThan(0.96)
  })
})

describe('a picture', () => {
  it('keeps its shape within bounds, and is cut beyond', () => {
    expect(fit({ width: 200, height: 150 })).toEqual({ width: 200, height: 150 })
    expect(fit({ width: 4000, height: 3000 })).toEqual({ width: 420, height: 315 })
    expect(fit({ width: 100, height: 4000 })).toEqual({ width: 140, height: MEDIA_MAX.height })
    expect(fit({ width: 0, height: 0 }).width).toBeGreaterThan(0)
  })
  it('is fetched in the smallest size that is sharp', () => {
    const sizes = [90, 320, 800, 1280].map((width) => ({ type: `${width}`, width, height: width }))
    const photo = { sizes } as unknown as Photo
    expect(pickSize(photo, 300, 1).type).toBe('320')
    expect(pickSize(photo, 300, 2).type).toBe('800')
    expect(pickSize(photo, 3000, 2).type).toBe('1280')
  })
})

describe('figures', () => {
  it.each([
    [0, '0:00'],
    [75.9, '1:15'],
    [3_725, '1:02:05'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text))
  it('sizes are in the language of the reader', () => {
    expect(fileSize(1_536_000, 'en')).toBe('1.5 MB')
    expect(fileSize(1_536_000, 'de')).toBe('1,5 MB')
    expect(fileSize(999_999, 'en')).toBe('1 MB')
    expect(fileSize(17, 'en')).toBe('17 bytes')
  })
  it('extensions are short', () => {
    expect(extension('a.tar.gz')).toBe('gz')
    expect(extension('README')).toBe('')
    expect(extension('a.longer-than-that')).toBe('')
  })
  it('a waveform keeps its peaks', () => {
    expect(condense([0, 31, 0, 0], 2)).toEqual([1, 0])
    expect(condense([], 3)).toEqual([0, 0, 0])
    expect(condense([10, 20], 4)).toEqual([0.5, 0.5, 1, 1])
  })
})
