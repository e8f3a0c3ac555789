import { tl } from '@mtcute/core'
import Long from 'long'
import type { Api, OutgoingMessage } from '../api'
import { toEntities, toRawEntities } from '../convert/entity'
import { toMessage, toMessages } from '../convert/message'
import { ApiError } from '../errors'
import type { Message, MessagePage } from '../types'
import type { Context } from './context'
import { settle } from './settle'

const SEARCH_PAGE = 30
const NO_HASH = Long.ZERO

function toPage(context: Context, raw: tl.messages.TypeMessages): MessagePage {
  if (raw._ === 'messages.messagesNotModified') return { messages: [], users: [], total: 0 }
  const messages = toMessages(raw.messages, context.selfId)
  return { messages, users: context.meet(raw.users), total: 'count' in raw ? raw.count : messages.length }
}

function replyTo(messageId: number | null): tl.TypeInputReplyTo | undefined {
  return messageId === null ? undefined : { _: 'inputReplyToMessage', replyToMsgId: messageId }
}

function randomId(): Long {
  const [low, high] = crypto.getRandomValues(new Int32Array(2))
  return new Long(low ?? 0, high ?? 0)
}

/** The stored message that a sendMessage call answered with, in whichever form the server chose. */
function sentMessage(context: Context, updates: tl.TypeUpdates, request: OutgoingMessage): Message {
  if (updates._ === 'updateShortSentMessage') {
    settle(context, updates)
    return {
      id: updates.id,
      chatId: request.chatId,
      senderId: context.selfId,
      isOutgoing: true,
      date: updates.date,
      editDate: null,
      text: request.text,
      entities: updates.entities ? toEntities(updates.entities) : request.entities,
      replyTo: request.replyTo === null ? null : { messageId: request.replyTo, quote: null },
      forward: null,
      unsupported: null,
    }
  }
  // The page learns of the message by the answer, hence no event for it.
  context.client.handleClientUpdate(updates, true)
  if (updates._ === 'updates' || updates._ === 'updatesCombined') {
    context.meet(updates.users)
    for (const update of updates.updates) {
      const message = update._ === 'updateNewMessage' ? toMessage(update.message, context.selfId) : null
      if (message) return message
    }
  }
  throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
}

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

    async getMessages(ids) {
      const id = ids.map((it): tl.TypeInputMessage => ({ _: 'inputMessageID', id: it }))
      return toPage(context, await context.call({ _: 'messages.getMessages', id }))
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
        context.client.handleClientUpdate(updates, false)
      } catch (error) {
        // Saving without a change is no failure to the one who did it.
        if (!tl.RpcError.is(error, 'MESSAGE_NOT_MODIFIED')) throw error
      }
    },

    async deleteMessages(ids, forBoth) {
      settle(context, await context.call({ _: 'messages.deleteMessages', id: ids, revoke: forBoth }))
      context.emit({ type: 'messagesDeleted', ids })
    },

    async forwardMessages(from, ids, to) {
      const updates = await context.call({
        _: 'messages.forwardMessages',
        fromPeer: await context.peer(from),
        toPeer: await context.peer(to),
        id: ids,
        randomId: ids.map(randomId),
      })
      context.client.handleClientUpdate(updates, false)
    },

    async readHistory(chatId, maxId) {
      settle(
        context,
        await context.call({ _: 'messages.readHistory', peer: await context.peer(chatId), maxId }),
      )
    },

    async setTyping(chatId, isTyping) {
      const action: tl.TypeSendMessageAction = isTyping
        ? { _: 'sendMessageTypingAction' }
        : { _: 'sendMessageCancelAction' }
      await context.call({ _: 'messages.setTyping', peer: await context.peer(chatId), action })
    },
  }
}
