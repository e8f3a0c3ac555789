import { describe, expect, it } from 'vitest'
import { pan, WHOLE, zoomAt } from './zoom'

const frame = { width: 1000, height: 600 }

describe('zoom', () => {
  it('keeps what is below the pointer', () => {
    const point = { x: 100, y: -50 }
    const zoomed = zoomAt(WHOLE, 2, point, frame)
    // A point of the picture is at scale * p + offset; this one was at (100, -50) unscaled.
    expect(zoomed.scale * point.x + zoomed.x).toBeCloseTo(point.x)
    expect(zoomed.scale * point.y + zoomed.y).toBeCloseTo(point.y)
  })
  it('has bounds, and comes back to the middle', () => {
    expect(zoomAt(WHOLE, 100, { x: 0, y: 0 }, frame).scale).toBe(8)
    const there = zoomAt(WHOLE, 3, { x: 400, y: 200 }, frame)
    expect(zoomAt(there, 0.01, { x: 400, y: 200 }, frame)).toEqual({
      scale: 1,
      x: expect.closeTo(0),
      y: expect.closeTo(0),
    })
  })
  it('never moves the picture out of the frame', () => {
    const zoomed = zoomAt(WHOLE, 2, { x: 0, y: 0 }, frame)
    expect(pan(zoomed, 9_999, -9_999, frame)).toEqual({ scale: 2, x: 500, y: -300 })
    expect(pan(WHOLE, 10, 10, frame)).toMatchObject({ x: 0, y: 0 })
  })
})
