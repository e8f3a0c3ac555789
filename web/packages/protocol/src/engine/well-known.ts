import { ApiError } from '../errors'

/** What a Botschaft server says about itself at /.well-known/botschaft.json, as far as this client needs it. */
export interface WellKnown {
  name: string
  dcs: Array<{ id: number; ip: string; port: number }>
  /** The server's public RSA key. */
  pem: string
  websocket: string
}

export function isWellKnown(value: unknown): value is WellKnown {
  if (typeof value !== 'object' || value === null) return false
  const { name, dcs, pem, websocket } = value as Partial<WellKnown>
  return (
    [name, pem, websocket].every((it) => typeof it === 'string') &&
    Array.isArray(dcs) &&
    dcs.length > 0 &&
    dcs.every((it) => typeof it?.id === 'number' && typeof it.ip === 'string' && typeof it.port === 'number')
  )
}

/** A page loaded over TLS may only open wss: connections, whatever a server behind a proxy believes of itself. */
export function webSocketUrl(stated: string, origin: string): string {
  const url = new URL(stated, origin)
  const page = new URL(origin)
  if (page.protocol === 'https:') url.protocol = 'wss:'
  return url.href
}

export async function fetchWellKnown(origin: string): Promise<WellKnown> {
  let value: unknown
  try {
    const response = await fetch(new URL('/.well-known/botschaft.json', origin), { cache: 'no-store' })
    if (!response.ok) throw new Error(`status ${response.status}`)
    value = await response.json()
  } catch {
    throw new ApiError({ name: 'UNREACHABLE', code: 503, seconds: null })
  }
  if (!isWellKnown(value)) throw new ApiError({ name: 'NOT_A_BOTSCHAFT', code: 502, seconds: null })
  return value
}
