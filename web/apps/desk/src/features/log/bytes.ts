const HEX = 16

export const utf8 = (text: string) => new TextEncoder().encode(text)

export function concat(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const equal = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((it, i) => it === b[i])

export const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

/** RFC 4648 base64 with padding, as C2SP's formats have it; anything else is null. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(text), (it) => it.charCodeAt(0))
    return toBase64(bytes) === text ? bytes : null
  } catch {
    return null
  }
}

export const toHex = (bytes: Uint8Array) => [...bytes].map((it) => it.toString(HEX).padStart(2, '0')).join('')

/** A decimal number without sign or leading zeros. */
export function parseNumber(text: string): number | null {
  if (!/^(0|[1-9]\d*)$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}
