import type { tl } from '@mtcute/core'
import Long from 'long'
import type { PhotosApi } from '../api/photos'
import { fromHex } from '../convert/bytes'
import { toPhoto } from '../convert/media'
import { ApiError } from '../errors'
import type { ChatId, Photo } from '../types'
import type { Context } from './context'
import { fullChat } from './file-sources'
import { Uploads } from './uploads'

const PAGE = 50
const KEY = 'photo'

/** Does something with a photo that the server has. */
function naming<T>(
  { references }: Context,
  { sizes: [size] }: Photo,
  task: (photo: tl.RawInputPhoto) => Promise<T>,
): Promise<T> {
  const file = size?.file
  if (file?.location.kind !== 'photo')
    throw new ApiError({ name: 'PHOTO_ID_INVALID', code: 400, seconds: null })
  const { id, accessHash, reference } = file.location
  return references.naming(file, () =>
    task({
      _: 'inputPhoto',
      id: Long.fromString(id),
      accessHash: Long.fromString(accessHash),
      fileReference: fromHex(references.of('photo', id, reference)),
    }),
  )
}

async function setChatPhoto(context: Context, chatId: ChatId, photo: tl.TypeInputChatPhoto): Promise<void> {
  const peer = await context.peer(chatId)
  context.apply(
    peer._ === 'inputPeerChat'
      ? await context.call({ _: 'messages.editChatPhoto', chatId: peer.chatId, photo })
      : await context.call({ _: 'channels.editPhoto', channel: await context.channel(chatId), photo }),
  )
}

/** What it had before, by the messages that tell of changes; nothing where one may not read them. */
async function earlierPhotos(context: Context, chatId: ChatId): Promise<Photo[]> {
  const range = { minDate: 0, maxDate: 0, offsetId: 0, addOffset: 0, maxId: 0, minId: 0, limit: PAGE }
  const raw = await context.call({
    _: 'messages.search',
    peer: await context.peer(chatId),
    q: '',
    filter: { _: 'inputMessagesFilterChatPhotos' },
    hash: Long.ZERO,
    ...range,
  })
  if (raw._ === 'messages.messagesNotModified') return []
  return raw.messages.flatMap((it) => {
    if (it._ !== 'messageService' || it.action._ !== 'messageActionChatEditPhoto') return []
    return toPhoto(it.action.photo, { kind: 'message', chatId, messageId: it.id, isScheduled: false }) ?? []
  })
}

export function photosApi(context: Context): PhotosApi {
  const use = async (id: tl.TypeInputPhoto) => {
    const answer = await context.call({ _: 'photos.updateProfilePhoto', id })
    context.meet(answer.users)
  }

  return {
    async setPhoto(owner, photo) {
      const { signal } = new AbortController()
      const file = await new Uploads(context).upload(KEY, photo, 'photo.jpg', signal, () => {})
      if (owner.kind === 'chat')
        return setChatPhoto(context, owner.chatId, { _: 'inputChatUploadedPhoto', file })
      const answer = await context.call({ _: 'photos.uploadProfilePhoto', file })
      context.meet(answer.users)
    },

    async removePhoto(owner) {
      if (owner.kind === 'chat') return setChatPhoto(context, owner.chatId, { _: 'inputChatPhotoEmpty' })
      await use({ _: 'inputPhotoEmpty' })
    },

    reusePhoto: (photo) => naming(context, photo, use),

    async deletePhoto(photo) {
      await naming(context, photo, (id) => context.call({ _: 'photos.deletePhotos', id: [id] }))
      context.meet(await context.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }))
    },

    async getUserPhotos(userId, offset) {
      const raw = await context.call({
        _: 'photos.getUserPhotos',
        userId: await context.user(userId),
        offset,
        maxId: Long.ZERO,
        limit: PAGE,
      })
      const photos = raw.photos.flatMap((it) => toPhoto(it, { kind: 'userPhoto', userId }) ?? [])
      return { photos, total: raw._ === 'photos.photosSlice' ? raw.count : photos.length }
    },

    async getChatPhotos(chatId) {
      const [full, earlier] = await Promise.all([
        fullChat(context, chatId),
        earlierPhotos(context, chatId).catch(() => []),
      ])
      const present = toPhoto(full.fullChat.chatPhoto, { kind: 'chatPhoto', chatId })
      if (!present) return earlier
      return [present, ...earlier.filter((it) => it.id !== present.id)]
    },
  }
}
