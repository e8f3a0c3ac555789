import { describe, expect, it } from 'vitest'
import { parseRange, toResponse } from './range'

describe('ranges', () => {
  it.each([
    ['bytes=0-', { offset: 0, last: null }],
    ['bytes=100-199', { offset: 100, last: 199 }],
    ['bytes=5-5', { offset: 5, last: 5 }],
    ['bytes=9-5', null],
    ['bytes=-500', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    [null, null],
  ])('%s', (header, range) => expect(parseRange(header)).toEqual(range))

  it('are answered with what is there, and say which bytes that is', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    const response = toResponse({ offset: 10, last: 99 }, { bytes, total: 13, mime: 'video/mp4' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 10-12/13')
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect((await response.arrayBuffer()).byteLength).toBe(3)
  })

  it('beyond the end are refused', () => {
    const answer = { bytes: new Uint8Array(), total: 13, mime: 'video/mp4' }
    const response = toResponse({ offset: 13, last: null }, answer)
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */13')
  })

  it('of an unknown file are not found, and may be asked for again when the server is away', () => {
    expect(toResponse({ offset: 0, last: null }, { failure: 'unknown' }).status).toBe(404)
    expect(toResponse({ offset: 0, last: null }, { failure: 'unreachable' }).status).toBe(503)
  })
})
