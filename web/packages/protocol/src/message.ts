import type { Message } from './types'

/** A message that says nothing but its text; `fields` says what else there is about it. */
export function plainMessage(
  fields: Pick<Message, 'id' | 'chatId' | 'senderId' | 'date'> & Partial<Message>,
): Message {
  return {
    text: '',
    entities: [],
    isOutgoing: false,
    editDate: null,
    replyTo: null,
    forward: null,
    service: null,
    hasUnsupportedMedia: false,
    isPost: false,
    signature: null,
    rank: null,
    views: null,
    forwards: null,
    replies: null,
    reactions: null,
    poll: null,
    preview: null,
    isPinned: false,
    isSilent: false,
    isMentioned: false,
    isMentionUnread: false,
    isProtected: false,
    ttl: 0,
    ...fields,
  }
}
