import { tl } from '@mtcute/core'
import { toHex } from '../convert/bytes'
import type { FileSource, RemoteFile } from '../types'

const isNamed = (value: object): value is tl.RawPhoto | tl.RawDocument =>
  '_' in value && (value._ === 'photo' || value._ === 'document')

const isExpired = (error: unknown) =>
  tl.RpcError.is(error) &&
  (error.text.startsWith('FILE_REFERENCE_') || error.text === 'FILEREF_UPGRADE_NEEDED')

/** Calls `found` for every photo and document in an answer of the server, however deep it is in there. */
export function eachFile(value: unknown, found: (file: tl.RawPhoto | tl.RawDocument) => void): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  if (isNamed(value)) found(value)
  for (const it of Array.isArray(value) ? value : Object.values(value)) eachFile(it, found)
}

/** The newest references that were seen, for the files whose older ones the server took no more. */
export class References {
  private readonly fresh = new Map<string, string>()
  /** One question for all parts of a file whose reference expired at the same time. */
  private readonly asking = new Map<string, Promise<void>>()

  /** `ask` is to fetch what the file was found in, which comes with a new reference. */
  constructor(private readonly ask: (source: FileSource) => Promise<unknown>) {}

  /** What is known for a photo or document, else the reference it came with. */
  of(kind: 'photo' | 'document', id: string, own: string): string {
    return this.fresh.get(`${kind}/${id}`) ?? own
  }

  /** Does what names a file by `of`, and does it once more if the server takes that reference no more. */
  async naming<T>({ key, source }: Pick<RemoteFile, 'key' | 'source'>, task: () => Promise<T>): Promise<T> {
    try {
      return await task()
    } catch (error) {
      if (!isExpired(error) || !source) throw error
      await this.refresh(key, source)
      return task()
    }
  }

  private refresh(key: string, source: FileSource): Promise<void> {
    const question =
      this.asking.get(key) ??
      this.ask(source)
        .then((answer) => eachFile(answer, (it) => this.take(it)))
        .finally(() => this.asking.delete(key))
    this.asking.set(key, question)
    return question
  }

  private take(file: tl.RawPhoto | tl.RawDocument): void {
    this.fresh.set(`${file._}/${file.id.toString()}`, toHex(file.fileReference))
  }
}
