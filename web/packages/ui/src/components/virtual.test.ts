import { describe, expect, it } from 'vitest'
import { rowAfterKey, visibleRows } from './virtual'

describe('visibleRows', () => {
  it('takes what is seen and some rows around it', () => {
    expect(visibleRows(10_000, 68, 68 * 100, 680, 4)).toEqual({ first: 96, end: 114 })
  })
  it('counts a row of which only a part is seen', () => {
    expect(visibleRows(100, 50, 25, 100, 0)).toEqual({ first: 0, end: 3 })
  })
  it('ends with the list', () => {
    expect(visibleRows(5, 50, 0, 1000, 4)).toEqual({ first: 0, end: 5 })
    expect(visibleRows(0, 50, 0, 1000, 4)).toEqual({ first: 0, end: 0 })
  })
  it('has no rows when the list became shorter than where it was scrolled to', () => {
    expect(visibleRows(3, 50, 5000, 500, 1)).toEqual({ first: 3, end: 3 })
  })
  it('does not begin above the list while a touch screen overshoots', () => {
    expect(visibleRows(100, 50, -120, 200, 0)).toEqual({ first: 0, end: 2 })
  })
})

describe('rowAfterKey', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 9],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 9],
  ])('%s', (key, row) => expect(rowAfterKey(key, 5, 10, 8)).toBe(row))
  it('stays at the ends', () => {
    expect(rowAfterKey('ArrowUp', 0, 10, 8)).toBe(0)
    expect(rowAfterKey('ArrowDown', 9, 10, 8)).toBe(9)
  })
  it('leaves other keys alone', () => expect(rowAfterKey('a', 0, 10, 8)).toBeNull())
})
