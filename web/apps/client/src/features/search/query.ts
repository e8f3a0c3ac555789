/** How much of a text stands before what was found in it. */
const AROUND = 24

/** The hashtag that a query is, without its sign; null for any other query. */
export function hashtagOf(query: string): string | null {
  return /^#([\p{L}\p{M}\p{N}_]+)$/u.exec(query.trim())?.[1] ?? null
}

/** A piece of `text` around the first word of the query in it, for a preview of one line. */
export function excerpt(text: string, query: string): string {
  const words = query
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
  const lower = text.toLocaleLowerCase()
  const found = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0)
  const at = found.length > 0 ? Math.min(...found) : 0
  if (at <= AROUND) return text
  const start = text.indexOf(' ', at - AROUND)
  return `…${text.slice(start >= 0 && start < at ? start + 1 : at)}`
}
