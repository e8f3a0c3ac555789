import { tl } from '@mtcute/core'
import Long from 'long'
import type { FilesApi } from '../api/files'
import { fromHex } from '../convert/bytes'
import { toPhoto, toSticker } from '../convert/media'
import { ApiError } from '../errors'
import { Files } from '../files/files'
import { References } from '../files/references'
import { Cancelled } from '../files/slots'
import { IdbPartStore } from '../files/store'
import { isChannelId, isGroupId } from '../rights'
import type { FileLocation, FileSource, RemoteFile } from '../types'
import type { Context } from './context'

const STORED_BYTES_MAX = 384 * 1024 * 1024
const PHOTOS_PAGE = 50

const isExpired = (error: unknown) =>
  tl.RpcError.is(error) &&
  (error.text.startsWith('FILE_REFERENCE_') || error.text === 'FILEREF_UPGRADE_NEEDED')

async function toRawLocation(
  context: Context,
  references: References,
  location: FileLocation,
): Promise<tl.TypeInputFileLocation> {
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
    fileReference: fromHex(references.of(location.kind, location.id, location.reference)),
    thumbSize: location.thumb,
  }
}

/** Asks for what the file was found in, which comes with a new reference. */
async function askSource(context: Context, source: FileSource): Promise<unknown> {
  switch (source.kind) {
    case 'message': {
      const { chatId, messageId } = source
      if (source.isScheduled) {
        const peer = await context.peer(chatId)
        return context.call({ _: 'messages.getScheduledMessages', peer, id: [messageId] })
      }
      const id: tl.TypeInputMessage[] = [{ _: 'inputMessageID', id: messageId }]
      if (!isChannelId(chatId)) return context.call({ _: 'messages.getMessages', id })
      return context.call({ _: 'channels.getMessages', channel: await context.channel(chatId), id })
    }
    case 'stickerSet': {
      const [id, accessHash] = [Long.fromString(source.id), Long.fromString(source.accessHash)]
      const stickerset = { _: 'inputStickerSetID', id, accessHash } as const
      return context.call({ _: 'messages.getStickerSet', stickerset, hash: 0 })
    }
    case 'customEmoji': {
      const documentId = [Long.fromString(source.documentId)]
      return context.call({ _: 'messages.getCustomEmojiDocuments', documentId })
    }
    case 'savedGifs':
      return context.call({ _: 'messages.getSavedGifs', hash: Long.ZERO })
    case 'userPhoto': {
      const userId = await context.user(source.userId)
      return context.call({ _: 'photos.getUserPhotos', userId, offset: 0, maxId: Long.ZERO, limit: 100 })
    }
    case 'chatPhoto': {
      const { chatId } = source
      if (isGroupId(chatId)) return context.call({ _: 'messages.getFullChat', chatId: -chatId })
      return context.call({ _: 'channels.getFullChannel', channel: await context.channel(chatId) })
    }
  }
}

export function filesApi(context: Context): FilesApi {
  const references = new References()
  /** One question for all parts of a file whose reference expired at the same time. */
  const asking = new Map<string, Promise<void>>()

  async function getPart(file: RemoteFile, offset: number, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const location = await toRawLocation(context, references, file.location)
    const answer = await context.client.call(
      { _: 'upload.getFile', location, offset, limit },
      { kind: 'download' },
    )
    if (answer._ !== 'upload.file')
      throw new ApiError({ name: 'CDN_NOT_SUPPORTED', code: 501, seconds: null })
    return answer.bytes as Uint8Array<ArrayBuffer>
  }

  function refresh(key: string, source: FileSource): Promise<void> {
    const question =
      asking.get(key) ??
      askSource(context, source)
        .then((answer) => references.take(answer))
        .finally(() => asking.delete(key))
    asking.set(key, question)
    return question
  }

  async function fetchPart(
    file: RemoteFile,
    offset: number,
    limit: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return await getPart(file, offset, limit)
    } catch (error) {
      if (!isExpired(error) || !file.source) throw error
      await refresh(file.key, file.source)
      return getPart(file, offset, limit)
    }
  }

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

    async getUserPhotos(userId, offset) {
      const raw = await context.call({
        _: 'photos.getUserPhotos',
        userId: await context.user(userId),
        offset,
        maxId: Long.ZERO,
        limit: PHOTOS_PAGE,
      })
      const photos = raw.photos.flatMap((it) => toPhoto(it, { kind: 'userPhoto', userId }) ?? [])
      return { photos, total: raw._ === 'photos.photosSlice' ? raw.count : photos.length }
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
