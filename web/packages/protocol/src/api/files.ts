import type { CustomEmoji, RemoteFile } from '../types'

/** 'seen' is on the screen now; 'kept' is for later, such as a file that is saved. */
export type Urgency = 'playing' | 'seen' | 'kept'

export interface FilesApi {
  /**
   * All of a file, from the browser's store or from the server; `fileProgress` tells how far it is. Its type is one
   * that a browser may show without harm, else it is that of plain bytes.
   */
  getFile(file: RemoteFile, urgency: Urgency): Promise<Blob>
  /** At most `length` bytes from `offset` on; fewer at the end, or where what is stored ends. */
  readFile(file: RemoteFile, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** Whoever waits for the file gets the error CANCELLED; what has arrived is kept, so that it can go on later. */
  cancelFile(key: string): Promise<void>

  /** By the ids of their documents; those that do not exist are left out. */
  getCustomEmoji(documentIds: string[]): Promise<Array<CustomEmoji & { documentId: string }>>
}
