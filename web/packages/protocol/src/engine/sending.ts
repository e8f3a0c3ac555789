import type { tl } from '@mtcute/core'
import type { OutgoingMessage, OutgoingReply, SendOptions } from '../api'
import { toEntities } from '../convert/entity'
import { toMessage } from '../convert/message'
import { ApiError } from '../errors'
import { plainMessage } from '../plain'
import type { Message, Reply } from '../types'
import type { Context } from './context'
import { settle } from './settle'

/** The topic that every forum begins with; its messages say of no topic. */
export const GENERAL_TOPIC = 1
const NEW_MESSAGE = new Set<tl.TypeUpdate['_']>([
  'updateNewMessage',
  'updateNewChannelMessage',
  'updateNewScheduledMessage',
])

export function inputReply(
  threadId: number | null,
  reply: OutgoingReply | null,
): tl.TypeInputReplyTo | undefined {
  const topMsgId = threadId === null || threadId === GENERAL_TOPIC ? undefined : threadId
  const replyToMsgId = reply?.messageId ?? topMsgId
  if (replyToMsgId === undefined) return undefined
  return {
    _: 'inputReplyToMessage',
    replyToMsgId,
    ...(topMsgId === undefined ? {} : { topMsgId }),
    ...(reply?.quote ? { quoteText: reply.quote } : {}),
  }
}

export function sendFlags({ isSilent, scheduleDate }: SendOptions): { silent?: true; scheduleDate?: number } {
  return {
    ...(isSilent ? { silent: true } : {}),
    ...(scheduleDate === null ? {} : { scheduleDate }),
  }
}

/** The reply of a message that was sent, as it will be told to others. */
function replied({ reply, threadId }: OutgoingMessage): Reply | null {
  if (reply === null && threadId === null) return null
  return {
    messageId: reply?.messageId ?? threadId ?? 0,
    chatId: null,
    quote: reply?.quote ?? null,
    threadId: threadId ?? reply?.messageId ?? null,
    isTopicOnly: reply === null,
  }
}

const failed = () => new ApiError({ name: 'INTERNAL', code: 500, seconds: null })

/** The stored message that a sendMessage call answered with, in whichever form the server chose. */
export function sentMessage(
  context: Context,
  updates: tl.TypeUpdates,
  request: OutgoingMessage | null,
): Message {
  if (updates._ === 'updateShortSentMessage' && request) {
    settle(context, updates)
    return plainMessage({
      id: updates.id,
      chatId: request.chatId,
      senderId: context.selfId,
      isOutgoing: true,
      date: updates.date,
      text: request.text,
      entities: updates.entities ? toEntities(updates.entities) : request.entities,
      replyTo: replied(request),
    })
  }
  const [message] = sentMessages(context, updates)
  if (!message) throw failed()
  return message
}

/** The stored messages that a call answered with, of an album all. */
export function sentMessages(context: Context, updates: tl.TypeUpdates): Message[] {
  // The page learns of the messages by the answer, hence no events for them.
  context.client.handleClientUpdate(updates, true)
  if (updates._ !== 'updates' && updates._ !== 'updatesCombined') throw failed()
  context.meet(updates.users)
  context.meetChats(updates.chats)
  return updates.updates.flatMap((update) => {
    if (!NEW_MESSAGE.has(update._) || !('message' in update)) return []
    return toMessage(update.message as tl.TypeMessage, context.selfId) ?? []
  })
}
