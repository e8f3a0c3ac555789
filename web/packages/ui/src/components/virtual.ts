/** The rows of a long list that exist in the document: from `first` up to, not including, `end`. */
export interface RowRange {
  first: number
  end: number
}

/** What of `count` rows of equal height a window of `height` pixels at `top` shows, and `spare` rows around it. */
export function visibleRows(
  count: number,
  rowHeight: number,
  top: number,
  height: number,
  spare: number,
): RowRange {
  const first = Math.floor(top / rowHeight) - spare
  const end = Math.ceil((top + height) / rowHeight) + spare
  return { first: Math.min(Math.max(0, first), count), end: Math.max(0, Math.min(count, end)) }
}

/** The row that a key leads to from `at`; null for keys that do not move. `page` is how many rows are seen at once. */
export function rowAfterKey(key: string, at: number, count: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }
  const wanted = steps[key]
  return wanted === undefined || count === 0 ? null : Math.min(Math.max(0, wanted), count - 1)
}
