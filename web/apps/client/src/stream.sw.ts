import { parseRange, STREAM_PATH, toResponse, type ByteRange, type ReadAnswer } from './streaming/range'

/**
 * Answers what players ask for below /stream/ with bytes that the page's protocol worker fetches, so that films can be
 * seeked in before they are there. It keeps nothing: which file an address means is known to the page.
 */
interface Scope {
  skipWaiting(): Promise<void>
  clients: {
    claim(): Promise<void>
    get(id: string): Promise<Page | undefined>
  }
  location: Location
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
}
interface Page {
  postMessage(message: unknown, transfer: Transferable[]): void
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching {
  request: Request
  clientId: string
  respondWith(response: Promise<Response>): void
}

const scope = self as unknown as Scope
/** No more than a part of the protocol worker's, so that an answer never needs two requests to the server. */
const ANSWER_BYTES_MAX = 524_288
const PATIENCE_MS = 60_000

function read(page: Page, path: string, { offset, last }: ByteRange): Promise<ReadAnswer> {
  const length = last === null ? ANSWER_BYTES_MAX : Math.min(ANSWER_BYTES_MAX, last - offset + 1)
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ failure: 'unreachable' }), PATIENCE_MS)
    port1.onmessage = ({ data }) => {
      clearTimeout(timer)
      port1.close()
      resolve(data as ReadAnswer)
    }
    page.postMessage({ kind: 'read', path, offset, length }, [port2])
  })
}

async function answer({ request, clientId }: Fetching, path: string): Promise<Response> {
  const page = await scope.clients.get(clientId)
  if (!page) return new Response(null, { status: 404 })
  // A player that asks for all takes a part as well, and comes back for the next.
  const range = parseRange(request.headers.get('range')) ?? { offset: 0, last: null }
  return toResponse(range, await read(page, path, range))
}

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  if (origin === scope.location.origin && pathname.startsWith(STREAM_PATH))
    event.respondWith(answer(event, pathname))
})
