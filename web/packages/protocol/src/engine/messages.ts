import { tl } from '@mtcute/core'
import Long from 'long'
import type { Api, MessageKind } from '../api'
import { toRawEntities } from '../convert/entity'
import { toMessages } from '../convert/message'
import { isChannelId } from '../rights'
import type { MessagePage } from '../types'
import type { Context } from './context'
import { idOfKey, randomId } from './random'
import { GENERAL_TOPIC, inputReply, sendFlags, sentMessage } from './sending'
import { settle } from './settle'

const SEARCH_PAGE = 30
const NO_HASH = Long.ZERO
const FILTERS = {
  links: 'inputMessagesFilterUrl',
  media: 'inputMessagesFilterPhotoVideo',
  files: 'inputMessagesFilterDocument',
  music: 'inputMessagesFilterMusic',
  voice: 'inputMessagesFilterRoundVoice',
  gifs: 'inputMessagesFilterGif',
} as const satisfies Record<MessageKind, tl.TypeMessagesFilter['_']>

export function toPage(context: Context, raw: tl.messages.TypeMessages): MessagePage {
  if (raw._ === 'messages.messagesNotModified') return { messages: [], users: [], chats: [], total: 0 }
  const messages = toMessages(raw.messages, context.selfId)
  return {
    messages,
    users: context.meet(raw.users),
    chats: context.meetChats(raw.chats),
    total: 'count' in raw ? raw.count : messages.length,
  }
}

const bareId = (channel: tl.TypeInputChannel) => ('channelId' in channel ? channel.channelId : 0)

type MessagesApi = Pick<
  Api,
  | 'getHistory'
  | 'getMessages'
  | 'searchMessages'
  | 'sendMessage'
  | 'editMessage'
  | 'deleteMessages'
  | 'forwardMessages'
  | 'readHistory'
  | 'setTyping'
>

export function messagesApi(context: Context): MessagesApi {
  return {
    async getHistory({ chatId, threadId, offsetId, offsetDate = 0, addOffset, limit }) {
      const peer = await context.peer(chatId)
      const range = { peer, offsetId, addOffset, limit, offsetDate, maxId: 0, minId: 0, hash: NO_HASH }
      return toPage(
        context,
        threadId === null
          ? await context.call({ _: 'messages.getHistory', ...range })
          : await context.call({ _: 'messages.getReplies', msgId: threadId, ...range }),
      )
    },

    async getMessages(chatId, ids) {
      const id = ids.map((it): tl.TypeInputMessage => ({ _: 'inputMessageID', id: it }))
      const raw = isChannelId(chatId)
        ? await context.call({ _: 'channels.getMessages', channel: await context.channel(chatId), id })
        : await context.call({ _: 'messages.getMessages', id })
      return toPage(context, raw)
    },

    async searchMessages({
      chatId,
      threadId,
      text,
      senderId,
      minDate,
      maxDate,
      offsetId,
      only,
      addOffset = 0,
    }) {
      return toPage(
        context,
        await context.call({
          _: 'messages.search',
          peer: await context.peer(chatId),
          q: text,
          ...(senderId === null ? {} : { fromId: await context.peer(senderId) }),
          ...(threadId === null ? {} : { topMsgId: threadId }),
          filter: { _: only ? FILTERS[only] : 'inputMessagesFilterEmpty' },
          minDate,
          maxDate,
          offsetId,
          addOffset,
          limit: SEARCH_PAGE,
          maxId: 0,
          minId: 0,
          hash: NO_HASH,
        }),
      )
    },

    async sendMessage(request) {
      const { chatId, threadId, reply, options } = request
      const updates = await context.call({
        _: 'messages.sendMessage',
        peer: await context.peer(chatId),
        message: request.text,
        entities: await toRawEntities(request.entities, (id) => context.user(id)),
        replyTo: inputReply(threadId, reply),
        randomId: idOfKey(request.key),
        clearDraft: true,
        ...sendFlags(options),
      })
      return sentMessage(context, updates, request)
    },

    async editMessage({ chatId, id, text, entities, scheduleDate }) {
      const peer = await context.peer(chatId)
      try {
        const updates = await context.call({
          _: 'messages.editMessage',
          peer,
          id,
          message: text,
          entities: await toRawEntities(entities, (it) => context.user(it)),
          ...(scheduleDate === undefined ? {} : { scheduleDate }),
        })
        context.apply(updates)
      } catch (error) {
        // Saving without a change is no failure to the one who did it.
        if (!tl.RpcError.is(error, 'MESSAGE_NOT_MODIFIED')) throw error
      }
    },

    async deleteMessages(chatId, ids, forBoth) {
      if (isChannelId(chatId)) {
        const channel = await context.channel(chatId)
        settle(
          context,
          await context.call({ _: 'channels.deleteMessages', channel, id: ids }),
          bareId(channel),
        )
        context.emit({ type: 'messagesDeleted', chatId, ids })
        return
      }
      settle(context, await context.call({ _: 'messages.deleteMessages', id: ids, revoke: forBoth }))
      context.emit({ type: 'messagesDeleted', chatId: null, ids })
    },

    async forwardMessages({ from, ids, to, threadId, hidesAuthor, hidesCaptions, options }) {
      const updates = await context.call({
        _: 'messages.forwardMessages',
        fromPeer: await context.peer(from),
        toPeer: await context.peer(to),
        id: ids,
        randomId: ids.map(randomId),
        ...(threadId === null || threadId === GENERAL_TOPIC ? {} : { topMsgId: threadId }),
        ...(hidesAuthor ? { dropAuthor: true } : {}),
        ...(hidesCaptions ? { dropAuthor: true, dropMediaCaptions: true } : {}),
        ...sendFlags(options),
      })
      context.apply(updates)
    },

    async readHistory(chatId, maxId) {
      if (isChannelId(chatId)) {
        const channel = await context.channel(chatId)
        await context.call({ _: 'channels.readHistory', channel, maxId })
        return
      }
      const peer = await context.peer(chatId)
      settle(context, await context.call({ _: 'messages.readHistory', peer, maxId }))
    },

    async setTyping(chatId, threadId, isTyping) {
      const action: tl.TypeSendMessageAction = isTyping
        ? { _: 'sendMessageTypingAction' }
        : { _: 'sendMessageCancelAction' }
      const peer = await context.peer(chatId)
      const place = threadId === null ? {} : { topMsgId: threadId }
      await context.call({ _: 'messages.setTyping', peer, ...place, action })
    },
  }
}
