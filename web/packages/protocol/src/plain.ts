import type { Chat, Message } from './types'

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
    media: null,
    groupedId: null,
    isMediaUnread: false,
    isPinned: false,
    isSilent: false,
    isMentioned: false,
    isMentionUnread: false,
    isProtected: false,
    ttl: 0,
    ...fields,
  }
}

/** A group or channel that oneself is not in, and of which nothing but its name is known; `fields` says what else is. */
export function plainChat(fields: Pick<Chat, 'id' | 'kind' | 'title'> & Partial<Chat>): Chat {
  return {
    username: null,
    memberCount: null,
    isCreator: false,
    isMember: false,
    isForbidden: false,
    migratedTo: null,
    isForum: false,
    hasLink: false,
    hasSignatures: false,
    isSlow: false,
    isProtected: false,
    mustJoinToSend: false,
    mustAskToJoin: false,
    adminRights: null,
    banned: null,
    defaultBanned: [],
    photo: null,
    isPartial: false,
    ...fields,
  }
}
