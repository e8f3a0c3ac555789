import type { tl } from '@mtcute/core'
import Long from 'long'
import { isChannelId, isGroupId } from '../rights'
import type { ChatId, FileSource } from '../types'
import type { Context } from './context'

/** Asks for what a file was found in, which comes with a new reference. */
export async function askSource(context: Context, source: FileSource): Promise<unknown> {
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
    case 'stickersAtHand':
      return Promise.all([
        context.call({ _: 'messages.getRecentStickers', hash: Long.ZERO }),
        context.call({ _: 'messages.getFavedStickers', hash: Long.ZERO }),
      ])
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
    case 'chatPhoto':
      return fullChat(context, source.chatId)
  }
}

/** A group or channel with its description and picture. */
export async function fullChat(context: Context, chatId: ChatId): Promise<tl.messages.TypeChatFull> {
  if (isGroupId(chatId)) return context.call({ _: 'messages.getFullChat', chatId: -chatId })
  return context.call({ _: 'channels.getFullChannel', channel: await context.channel(chatId) })
}
