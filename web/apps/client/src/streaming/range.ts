/** What a player asks for of a file: from `offset` on, up to and with `last` (null: to the end). */
export interface ByteRange {
  offset: number
  last: number | null
}

/** RFC 9110, 14.1.2; null where no single range from a start is asked for, which is to be answered with all. */
export function parseRange(header: string | null): ByteRange | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const offset = Number(match[1])
  const last = match[2] ? Number(match[2]) : null
  return last !== null && last < offset ? null : { offset, last }
}

/** What the page is asked for by the service worker, and what it answers on the port that comes with it. */
export interface ReadRequest {
  kind: 'read'
  path: string
  offset: number
  length: number
}
export type ReadAnswer =
  { bytes: Uint8Array<ArrayBuffer>; total: number; mime: string } | { failure: 'unknown' | 'unreachable' }

export const STREAM_PATH = '/stream/'

/** The answer to a request for a range: as many of its bytes as are there, which may be fewer than asked for. */
export function toResponse({ offset }: ByteRange, answer: ReadAnswer): Response {
  if ('failure' in answer) return new Response(null, { status: answer.failure === 'unknown' ? 404 : 503 })
  const { bytes, total, mime } = answer
  const headers = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'Content-Type': mime,
    'X-Content-Type-Options': 'nosniff',
  }
  if (bytes.length === 0)
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${total}` } })
  return new Response(bytes, {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(bytes.length),
      'Content-Range': `bytes ${offset}-${offset + bytes.length - 1}/${total}`,
    },
  })
}
