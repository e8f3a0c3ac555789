import { tl } from '@mtcute/core'
import Long from 'long'
import type { FilesApi } from '../api/files'
import { fromHex } from '../convert/bytes'
import { toSticker } from '../convert/media'
import { ApiError } from '../errors'
import { Files } from '../files/files'
import { Cancelled } from '../files/slots'
import { IdbPartStore } from '../files/store'
import type { FileLocation, RemoteFile } from '../types'
import type { Context } from './context'

const STORED_BYTES_MAX = 384 * 1024 * 1024

async function toRawLocation(context: Context, location: FileLocation): Promise<tl.TypeInputFileLocation> {
  if (location.kind === 'peerPhoto')
    return {
      _: 'inputPeerPhotoFileLocation',
      peer: await context.peer(location.peerId),
      photoId: Long.fromString(location.photoId),
      ...(location.isBig ? { big: true } : {}),
    }
  return {
    _: location.kind === 'photo' ? 'inputPhotoFileLocation' : 'inputDocumentFileLocation',
    id: Long.fromString(location.id),
    accessHash: Long.fromString(location.accessHash),
    fileReference: fromHex(context.references.of(location.kind, location.id, location.reference)),
    thumbSize: location.thumb,
  }
}

export function filesApi(context: Context): FilesApi {
  async function getPart(file: RemoteFile, offset: number, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const location = await toRawLocation(context, file.location)
    const answer = await context.client.call(
      { _: 'upload.getFile', location, offset, limit },
      { kind: 'download' },
    )
    if (answer._ !== 'upload.file')
      throw new ApiError({ name: 'CDN_NOT_SUPPORTED', code: 501, seconds: null })
    return answer.bytes as Uint8Array<ArrayBuffer>
  }

  const fetchPart = (file: RemoteFile, offset: number, limit: number) =>
    context.references.naming(file, () => getPart(file, offset, limit))

  const files = new Files(fetchPart, new IdbPartStore(STORED_BYTES_MAX), (key, loaded) =>
    context.emit({ type: 'fileProgress', key, loaded }),
  )

  return {
    async getFile(file, urgency) {
      try {
        return await files.get(file, urgency)
      } catch (error) {
        if (error instanceof Cancelled) throw new ApiError({ name: 'CANCELLED', code: 499, seconds: null })
        throw error
      }
    },
    readFile: (file, offset, length) => files.read(file, offset, length),
    async cancelFile(key) {
      files.cancel(key)
    },

    async getCustomEmoji(documentIds) {
      const documentId = documentIds.map((it) => Long.fromString(it))
      const raw = await context.call({ _: 'messages.getCustomEmojiDocuments', documentId })
      return raw.flatMap((it) => {
        if (it._ !== 'document') return []
        const id = it.id.toString()
        const sticker = toSticker(it, { kind: 'customEmoji', documentId: id })
        const attribute = it.attributes.find((one) => one._ === 'documentAttributeCustomEmoji')
        const isTextColoured =
          attribute?._ === 'documentAttributeCustomEmoji' && (attribute.textColor ?? false)
        return sticker ? [{ documentId: id, sticker, isTextColoured }] : []
      })
    },
  }
}
