const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (n: number) => String(n).padStart(2, '0')

/** What is left, as precisely as it matters: "6 d 23 h", "5:09:07", "0:42". */
export function span(seconds: number, day = 'd', hour = 'h'): string {
  const left = Math.abs(Math.trunc(seconds))
  const hours = Math.floor((left % DAY) / HOUR)
  const minutes = Math.floor((left % HOUR) / MINUTE)
  if (left >= DAY) return `${Math.floor(left / DAY)} ${day} ${hours} ${hour}`
  if (left >= HOUR) return `${hours}:${two(minutes)}:${two(left % MINUTE)}`
  return `${minutes}:${two(left % MINUTE)}`
}

export const URGENT_S = HOUR

const KIB = 1024

/** "812 B", "3.4 KiB", "12 MiB". */
export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  let value = bytes
  let unit = 0
  for (; value >= KIB && unit < units.length - 1; unit += 1) value /= KIB
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
