import { plainMessage } from '@botschaft/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { estimate, Layout } from './layout'
import type { Row } from './rows'

const row = (id: number): Row => {
  const message = plainMessage({ id, chatId: 1, senderId: 1, date: id, text: 'x' })
  return { kind: 'message', key: id, message, parts: [message], startsGroup: false, endsGroup: false }
}
const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => row(from + index))
const guess = estimate(row(1))

let layout: Layout

beforeEach(() => {
  layout = new Layout()
  layout.setRows(rowsOf(0, 100))
})

describe('Layout', () => {
  it('takes estimates until rows are measured', () => {
    expect(layout.total).toBe(100 * guess)
    expect(layout.measure(3, guess + 10)).toBe(10)
    expect(layout.measure(3, guess + 10)).toBe(0)
    expect(layout.top(3)).toBe(3 * guess)
    expect(layout.top(4)).toBe(4 * guess + 10)
    expect(layout.total).toBe(100 * guess + 10)
  })

  it('finds the row at a position, also beyond the ends', () => {
    expect(layout.at(-5)).toBe(0)
    expect(layout.at(guess * 7)).toBe(7)
    expect(layout.at(guess * 8 - 1)).toBe(7)
    expect(layout.at(guess * 1_000)).toBe(99)
  })

  it('shows no more rows than the margin asks for, and stands in for the others', () => {
    const view = layout.view(guess * 50, guess * 10, guess * 5)
    expect(view).toMatchObject({ from: 45, to: 66, above: 45 * guess })
    expect(view.above + (view.to - view.from) * guess + view.below).toBe(layout.total)
  })

  it('keeps what the reader looks at in place when rows come above it', () => {
    const anchor = layout.anchorAt(guess * 20 + 7)
    expect(anchor).toEqual({ key: 20, top: -7 })
    layout.setRows([...rowsOf(-50, 0), ...rowsOf(0, 100)])
    expect(layout.positionOf(anchor!)).toBe(guess * 70 + 7)
    layout.measure(-1, guess + 30)
    expect(layout.positionOf(anchor!)).toBe(guess * 70 + 37)
  })

  it('holds on to a row that was measured rather than to one that was not', () => {
    layout.measure(23, guess)
    expect(layout.anchorAt(guess * 20)).toEqual({ key: 23, top: guess * 3 })
  })

  it('does not hold on to what older messages will change', () => {
    layout.setRows([{ kind: 'day', key: 'day-0', date: 0 }, ...rowsOf(0, 5)])
    layout.measure('day-0', 42)
    for (let id = 0; id < 5; id += 1) layout.measure(id, guess)
    expect(layout.anchorAt(0)?.key).toBe(1)
  })

  it('says when the row looked at is gone', () => {
    layout.setRows(rowsOf(200, 210))
    expect(layout.positionOf({ key: 20, top: 0 })).toBeNull()
  })

  it('has nothing to show of nothing', () => {
    layout.setRows([])
    expect(layout.view(0, 100, 100)).toEqual({ from: 0, to: 0, above: 0, below: 0 })
    expect(layout.anchorAt(0)).toBeNull()
  })
})
