import type { ChatId } from '@botschaft/protocol'
import type { Envelope, EnvelopeStore } from './outbox.svelte'

const DATABASE = 'botschaft.outbox'
const ENVELOPES = 'letters'
/** Browsers copy the files they are to keep: what is larger than this is not kept. */
const KEPT_BYTES_MAX = 256 * 1024 * 1024

export interface KeptEnvelope {
  chatId: ChatId
  threadId: number | null
  envelope: Envelope
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  })
}

const sizeOf = ({ parts }: Envelope) =>
  parts.reduce((sum, { content }) => sum + ('blob' in content ? content.blob.size : 0), 0)

/** Letters with files, in the browser's database until they are sent: a page that is opened again goes on with them. */
export class DiskEnvelopes implements EnvelopeStore {
  private opened: Promise<IDBDatabase> | null = null

  keep(chatId: ChatId, threadId: number | null, envelope: Envelope): void {
    if (sizeOf(envelope) > KEPT_BYTES_MAX) return
    this.write((letters) => letters.put({ chatId, threadId, envelope } satisfies KeptEnvelope, envelope.key))
  }

  drop(key: string): void {
    this.write((letters) => letters.delete(key))
  }

  async all(): Promise<KeptEnvelope[]> {
    const database = await this.open()
    const letters = database.transaction(ENVELOPES).objectStore(ENVELOPES)
    const kept = await request(letters.getAll() as IDBRequest<KeptEnvelope[]>)
    return kept.sort((a, b) => a.envelope.date - b.envelope.date)
  }

  /** Of somebody who signs out nothing stays here. */
  clear(): void {
    this.write((letters) => letters.clear())
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= (() => {
      const opening = indexedDB.open(DATABASE, 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(ENVELOPES)
      return request(opening)
    })()
    return this.opened
  }

  /** A envelope that cannot be kept is sent all the same. */
  private write(change: (letters: IDBObjectStore) => IDBRequest): void {
    this.open()
      .then((database) =>
        request(change(database.transaction(ENVELOPES, 'readwrite').objectStore(ENVELOPES))),
      )
      .catch((error: unknown) => console.warn(error))
  }
}
