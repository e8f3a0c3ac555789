import type { ChatId, Draft, User } from './base'
import type { Chat } from './chat'
import type { Message } from './message'

export interface Dialog {
  chatId: ChatId
  /** Position among the pinned chats, 0 on top; null when not pinned. */
  pinRank: number | null
  unreadCount: number
  isMarkedUnread: boolean
  readInboxMaxId: number
  readOutboxMaxId: number
  unreadMentions: number
  unreadReactions: number
  /** Notices are silent until then, 0 when they are not; null for what is set for all chats of its kind. */
  mutedUntil: number | null
  /** 0 the main list, 1 the archive. */
  folderId: number
  lastMessage: Message | null
  draft: Draft | null
}

export interface DialogCursor {
  date: number
  messageId: number
  chatId: ChatId
}

export interface DialogPage {
  dialogs: Dialog[]
  users: User[]
  chats: Chat[]
  next: DialogCursor | null
}

export interface MessagePage {
  messages: Message[]
  users: User[]
  chats: Chat[]
  /** How many messages match in all, where the server tells. */
  total: number
}
