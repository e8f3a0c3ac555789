import type { tl } from '@mtcute/core'
import { toHex } from '../convert/bytes'

const isNamed = (value: object): value is tl.RawPhoto | tl.RawDocument =>
  '_' in value && (value._ === 'photo' || value._ === 'document')

/** Calls `found` for every photo and document in an answer of the server, however deep it is in there. */
export function eachFile(value: unknown, found: (file: tl.RawPhoto | tl.RawDocument) => void): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  if (isNamed(value)) found(value)
  for (const it of Array.isArray(value) ? value : Object.values(value)) eachFile(it, found)
}

/** The newest references that were seen, for the files whose older ones the server took no more. */
export class References {
  private readonly fresh = new Map<string, string>()

  /** What is known for a photo or document, else the reference it came with. */
  of(kind: 'photo' | 'document', id: string, own: string): string {
    return this.fresh.get(`${kind}/${id}`) ?? own
  }

  take(answer: unknown): void {
    eachFile(answer, (it) => this.fresh.set(`${it._}/${it.id.toString()}`, toHex(it.fileReference)))
  }
}
