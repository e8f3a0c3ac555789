export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function toDataUrl(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${btoa(String.fromCharCode(...bytes))}`
}
