import { tl } from '@mtcute/core'
import Long from 'long'
import type { Api, OutgoingMessage } from '../api'
import { toEntities, toRawEntities } from '../convert/entity'
import { toMessage, toMessages } from '../convert/message'
import { ApiError } from '../errors'
import { plainMessage } from '../message'
import { isChannelId } from '../rights'
import type { Message, MessagePage, Reply } from '../types'
import type { Context } from './context'
import { settle } from './settle'

const SEARCH_PAGE = 30
const NO_HASH = Long.ZERO

function toPage(context: Context, raw: tl.messages.TypeMessages): MessagePage {
  if (raw._ === 'messages.messagesNotModified') return { messages: [], users: [], chats: [], total: 0 }
  const messages = toMessages(raw.messages, context.selfId)
  return {
    messages,
    users: context.meet(raw.users),
    chats: context.meetChats(raw.chats),
    total: 'count' in raw ? raw.count : messages.length,
  }
}

function replyTo(messageId: number | null): tl.TypeInputReplyTo | undefined {
  return messageId === null ? undefined : { _: 'inputReplyToMessage', replyToMsgId: messageId }
}

function replied(messageId: number | null): Reply | null {
  if (messageId === null) return null
  return { messageId, chatId: null, quote: null, threadId: messageId, isTopicOnly: false }
}

function randomId(): Long {
  const [low, high] = crypto.getRandomValues(new Int32Array(2))
  return new Long(low ?? 0, high ?? 0)
}

/** The stored message that a sendMessage call answered with, in whichever form the server chose. */
function sentMessage(context: Context, updates: tl.TypeUpdates, request: OutgoingMessage): Message {
  if (updates._ === 'updateShortSentMessage') {
    settle(context, updates)
    return plainMessage({
      id: updates.id,
      chatId: request.chatId,
      senderId: context.selfId,
      isOutgoing: true,
      date: updates.date,
      text: request.text,
      entities: updates.entities ? toEntities(updates.entities) : request.entities,
      replyTo: replied(request.replyTo),
    })
  }
  // The page learns of the message by the answer, hence no event for it.
  context.client.handleClientUpdate(updates, true)
  if (updates._ === 'updates' || updates._ === 'updatesCombined') {
    context.meet(updates.users)
    context.meetChats(updates.chats)
    for (const update of updates.updates) {
      const isNew = update._ === 'updateNewMessage' || update._ === 'updateNewChannelMessage'
      const message = isNew ? toMessage(update.message, context.selfId) : null
      if (message) return message
    }
  }
  throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
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
    async getHistory({ chatId, offsetId, addOffset, limit }) {
      return toPage(
        context,
        await context.call({
          _: 'messages.getHistory',
          peer: await context.peer(chatId),
          offsetId,
          addOffset,
          limit,
          offsetDate: 0,
          maxId: 0,
          minId: 0,
          hash: NO_HASH,
        }),
      )
    },

    async getMessages(chatId, ids) {
      const id = ids.map((it): tl.TypeInputMessage => ({ _: 'inputMessageID', id: it }))
      const raw = isChannelId(chatId)
        ? await context.call({ _: 'channels.getMessages', channel: await context.channel(chatId), id })
        : await context.call({ _: 'messages.getMessages', id })
      return toPage(context, raw)
    },

    async searchMessages(chatId, query, offsetId) {
      return toPage(
        context,
        await context.call({
          _: 'messages.search',
          peer: await context.peer(chatId),
          q: query,
          filter: { _: 'inputMessagesFilterEmpty' },
          minDate: 0,
          maxDate: 0,
          offsetId,
          addOffset: 0,
          limit: SEARCH_PAGE,
          maxId: 0,
          minId: 0,
          hash: NO_HASH,
        }),
      )
    },

    async sendMessage(request) {
      const updates = await context.call({
        _: 'messages.sendMessage',
        peer: await context.peer(request.chatId),
        message: request.text,
        entities: toRawEntities(request.entities),
        replyTo: replyTo(request.replyTo),
        randomId: Long.fromString(request.key, true, 16).toSigned(),
        clearDraft: true,
      })
      return sentMessage(context, updates, request)
    },

    async editMessage(chatId, id, text, entities) {
      const peer = await context.peer(chatId)
      try {
        const updates = await context.call({
          _: 'messages.editMessage',
          peer,
          id,
          message: text,
          entities: toRawEntities(entities),
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

    async forwardMessages(from, ids, to) {
      const updates = await context.call({
        _: 'messages.forwardMessages',
        fromPeer: await context.peer(from),
        toPeer: await context.peer(to),
        id: ids,
        randomId: ids.map(randomId),
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

    async setTyping(chatId, isTyping) {
      const action: tl.TypeSendMessageAction = isTyping
        ? { _: 'sendMessageTypingAction' }
        : { _: 'sendMessageCancelAction' }
      await context.call({ _: 'messages.setTyping', peer: await context.peer(chatId), action })
    },
  }
}
