import type { Size } from './fit'

/** Where a picture of an album stands, in a sheet of the album's size. */
export interface Cell extends Size {
  x: number
  y: number
}

export interface AlbumLayout extends Size {
  cells: Cell[]
}

const WIDTH = 420
const HEIGHT_MAX = 560
const GAP = 2
/** What is longer or flatter is cut. */
const RATIO_MIN = 0.6
const RATIO_MAX = 1.9
const ROW_MAX = 4

/** One row, all of one height, as wide as the sheet. */
function rowHeight(ratios: readonly number[]): number {
  return (WIDTH - GAP * (ratios.length - 1)) / ratios.reduce((sum, it) => sum + it, 0)
}

/** All ways to break `count` pictures into rows of at most ROW_MAX. */
function breaks(count: number): number[][] {
  if (count === 0) return [[]]
  const ways: number[][] = []
  for (let first = 1; first <= Math.min(ROW_MAX, count); first += 1)
    for (const rest of breaks(count - first)) ways.push([first, ...rest])
  return ways
}

function rowsOf(ratios: readonly number[], lengths: readonly number[]): number[][] {
  let from = 0
  return lengths.map((length) => ratios.slice(from, (from += length)))
}

/** How far a way to break is from rows of a pleasant height; a sheet that is too high is worst. */
function penalty(rows: readonly number[][]): number {
  const heights = rows.map(rowHeight)
  const total = heights.reduce((sum, it) => sum + it, 0) + GAP * (rows.length - 1)
  const wanted = Math.min(HEIGHT_MAX, WIDTH * 1.1)
  const uneven = Math.max(...heights) - Math.min(...heights)
  // A single picture below others looks left over.
  const isLeftOver = rows.length > 1 && rows.at(-1)?.length === 1 ? 60 : 0
  return Math.abs(total - wanted) + uneven * 0.5 + isLeftOver + Math.max(0, total - HEIGHT_MAX) * 4
}

function inRows(rows: readonly number[][]): AlbumLayout {
  const natural = rows.reduce((sum, row) => sum + rowHeight(row), 0)
  const gaps = GAP * (rows.length - 1)
  const squeeze = Math.min(1, (HEIGHT_MAX - gaps) / natural)
  const cells: Cell[] = []
  let y = 0
  for (const row of rows) {
    const height = rowHeight(row) * squeeze
    const share = (WIDTH - GAP * (row.length - 1)) / row.reduce((sum, it) => sum + it, 0)
    let x = 0
    for (const ratio of row) {
      cells.push({ x, y, width: ratio * share, height })
      x += ratio * share + GAP
    }
    y += height + GAP
  }
  return { width: WIDTH, height: y - GAP, cells }
}

/** The first stands on the left at full height, the others beside it, one below the other. */
function besideFirst(ratios: readonly number[]): AlbumLayout {
  const [first = 1, ...others] = ratios
  // Widths w and v with w + v = WIDTH, and the same height w/first = sum of v/ratio.
  const column = others.reduce((sum, it) => sum + 1 / it, 0)
  const gaps = GAP * (others.length - 1)
  const width = Math.min(
    WIDTH * 0.72,
    Math.max(WIDTH * 0.5, ((WIDTH - GAP) * column + gaps) / (1 / first + column)),
  )
  const side = WIDTH - GAP - width
  const height = Math.min(HEIGHT_MAX, Math.max(width / first, side * 0.5 * others.length))
  const cells: Cell[] = [{ x: 0, y: 0, width, height }]
  let y = 0
  for (const it of others) {
    const share = (height - gaps) * (1 / it / column)
    cells.push({ x: width + GAP, y, width: side, height: share })
    y += share + GAP
  }
  return { width: WIDTH, height, cells }
}

/**
 * Arranges pictures, given by width through height, without gaps in a sheet: in rows, or beside the first one where
 * that stands upright and there are few.
 */
export function layoutAlbum(given: readonly number[]): AlbumLayout {
  const ratios = given.map((it) => Math.min(RATIO_MAX, Math.max(RATIO_MIN, it > 0 ? it : 1)))
  const isUpright = (ratios[0] ?? 1) < 0.9
  if (isUpright && (ratios.length === 3 || ratios.length === 4)) return besideFirst(ratios)
  const ways = breaks(ratios.length).map((lengths) => rowsOf(ratios, lengths))
  return inRows(ways.reduce((best, it) => (penalty(it) < penalty(best) ? it : best)))
}
