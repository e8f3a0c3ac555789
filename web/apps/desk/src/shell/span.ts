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
