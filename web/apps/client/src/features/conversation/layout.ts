import { mediaHeight } from '../media/kinds'
import type { Row } from './rows'

export type Key = Row['key']

/** A part of the rows, as it is put into the document; the heights of what is left out stand for it. */
export interface View {
  from: number
  to: number
  above: number
  below: number
}

/** Which row is at the top edge of what is seen, and how far below that edge it begins (mostly negative). */
export interface Anchor {
  key: Key
  top: number
}

const CHARACTERS_PER_LINE = 52
/** The oldest message that is loaded, and its date. */
const OLDEST_ROWS = 2

/** Before a row was measured: what its kind and its text make likely. */
export function estimate(row: Row): number {
  if (row.kind === 'day') return 42
  if (row.kind === 'unread') return 36
  const { message } = row
  if (message.service) return 38
  const text = row.parts.find((it) => it.text)?.text ?? ''
  const lines = Math.ceil(text.length / CHARACTERS_PER_LINE) + text.split('\n').length - 1
  return (
    18 +
    Math.max(message.media ? 0 : 1, lines) * 22 +
    mediaHeight(row.parts) +
    (row.startsGroup ? 7 : 0) +
    (message.replyTo && !message.replyTo.isTopicOnly ? 52 : 0) +
    (message.forward ? 19 : 0) +
    (message.poll ? 60 + message.poll.answers.length * 44 : 0) +
    (message.reactions?.counts.length ? 34 : 0)
  )
}

/** Where every row of a conversation stands: by its measured height, or by an estimated one until it was seen. */
export class Layout {
  private rows: readonly Row[] = []
  private readonly measured = new Map<Key, number>()
  private indexes = new Map<Key, number>()
  /** Sums of the heights above each row, and of all; null after a change. */
  private sums: Float64Array | null = null

  /** Heights of rows that are gone are kept while they are few: the reader may scroll back. */
  setRows(rows: readonly Row[]): void {
    if (rows === this.rows) return
    this.rows = rows
    this.indexes = new Map(rows.map((row, index) => [row.key, index]))
    this.sums = null
    if (this.measured.size <= rows.length * 4 + 1_000) return
    for (const key of this.measured.keys()) if (!this.indexes.has(key)) this.measured.delete(key)
  }

  /** Tells by how much the row has grown. */
  measure(key: Key, height: number): number {
    const index = this.indexes.get(key)
    const row = index === undefined ? undefined : this.rows[index]
    const before = this.measured.get(key) ?? (row ? estimate(row) : height)
    if (this.measured.get(key) !== height) {
      this.measured.set(key, height)
      this.sums = null
    }
    return height - before
  }

  /** After a change of width nothing that was measured holds any more. */
  forget(): void {
    this.measured.clear()
    this.sums = null
  }

  get length(): number {
    return this.rows.length
  }

  get total(): number {
    return this.tops()[this.rows.length] ?? 0
  }

  indexOf(key: Key): number {
    return this.indexes.get(key) ?? -1
  }

  row(index: number): Row | undefined {
    return this.rows[index]
  }

  top(index: number): number {
    return this.tops()[Math.max(0, Math.min(index, this.rows.length))] ?? 0
  }

  /** The row that covers a position; the first or last one beyond the ends. */
  at(y: number): number {
    const tops = this.tops()
    let low = 0
    let high = this.rows.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((tops[middle] ?? 0) <= y) low = middle
      else high = middle - 1
    }
    return low
  }

  /**
   * A row to hold on to: the first from a position on that is sure to stay as it is. A row that was not measured may
   * turn out to be of another height; dates go, and the oldest message changes, when older ones come.
   */
  anchorAt(y: number): Anchor | null {
    const first = this.at(y)
    let index = first
    while (index < this.rows.length && !this.isFirm(index)) index += 1
    if (index === this.rows.length) index = first
    const row = this.rows[index]
    return row ? { key: row.key, top: this.top(index) - y } : null
  }

  private isFirm(index: number): boolean {
    const row = this.rows[index]
    return row?.kind === 'message' && index >= OLDEST_ROWS && this.measured.has(row.key)
  }

  /** Where the top edge is when the anchor is in its place; null when its row is gone. */
  positionOf(anchor: Anchor): number | null {
    const index = this.indexOf(anchor.key)
    return index < 0 ? null : this.top(index) - anchor.top
  }

  /** The rows from `margin` above the position to `margin` below the height seen from there. */
  view(position: number, height: number, margin: number): View {
    if (this.rows.length === 0) return { from: 0, to: 0, above: 0, below: 0 }
    const from = this.at(position - margin)
    const to = this.at(position + height + margin) + 1
    return { from, to, above: this.top(from), below: this.total - this.top(to) }
  }

  private tops(): Float64Array {
    if (this.sums) return this.sums
    const sums = new Float64Array(this.rows.length + 1)
    this.rows.forEach((row, index) => {
      sums[index + 1] = (sums[index] ?? 0) + (this.measured.get(row.key) ?? estimate(row))
    })
    this.sums = sums
    return sums
  }
}
