// Requests to the desk's JSON API. What is refused is a problem document (RFC 9457) with a code of its own.
const BASE = '/desk/api/v1'

export interface Problem {
  code?: string
  title?: string
  detail?: string
  /** Conditions of the table of states that do not hold. */
  missing?: string[]
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
  }
}

/** The server could not be reached. */
export class Unreachable extends Error {}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(BASE + path, { credentials: 'same-origin', cache: 'no-store', ...init })
  } catch {
    throw new Unreachable()
  }
  if (response.ok) return response
  const problem: Problem = await response.json().catch(() => ({}))
  throw new Refused(response.status, problem)
}

async function body<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text ? JSON.parse(text) : {}) as T
}

export async function get<T>(
  path: string,
  query: Record<string, string | number | undefined> = {},
): Promise<T> {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  return body<T>(await ask(path + (search && `?${search}`), {}))
}

/** A key under which the server does a thing once, however often it is asked. (randomUUID needs https.) */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((it) => it.toString(16).padStart(2, '0'))
    .join('')
}

function send(path: string, said: unknown, key: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'X-Desk': '1', 'Idempotency-Key': key }
  return ask(path, { method: 'POST', headers, body: JSON.stringify(said) })
}

export async function post<T>(path: string, said: unknown = {}, key = newKey()): Promise<T> {
  return body<T>(await send(path, said, key))
}
