import { describe, expect, it } from 'vitest'
import { inside, middleOf, squareOf, ZOOM_MAX } from './square'

const wide = { width: 400, height: 200 }

describe('the square of a picture', () => {
  it('is the largest in the middle at first', () => {
    expect(squareOf(wide, middleOf(wide))).toEqual({ x: 100, y: 0, width: 200, height: 200 })
  })
  it('gets smaller with the zoom', () => {
    expect(squareOf(wide, { ...middleOf(wide), zoom: 2 })).toEqual({ x: 150, y: 50, width: 100, height: 100 })
  })
  it('does not leave the picture', () => {
    expect(squareOf(wide, { x: -50, y: 900, zoom: 1 })).toEqual({ x: 0, y: 0, width: 200, height: 200 })
    expect(squareOf(wide, { x: 1000, y: 900, zoom: 2 })).toEqual({ x: 300, y: 100, width: 100, height: 100 })
  })
  it('has bounds of its zoom', () => {
    expect(inside(wide, { ...middleOf(wide), zoom: 9 }).zoom).toBe(ZOOM_MAX)
    expect(inside(wide, { ...middleOf(wide), zoom: 0.1 }).zoom).toBe(1)
  })
})
