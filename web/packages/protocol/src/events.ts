import type { ChatId, ConnectionState, Draft, Message, Presence, User } from './types'

/** Everything that happens without being asked for. Events of one chat arrive in the order of the server's log. */
export type AppEvent =
  | { type: 'connection'; state: ConnectionState }
  | { type: 'signedOut' }
  | { type: 'users'; users: User[] }
  | { type: 'userRenamed'; userId: number; firstName: string; lastName: string; username: string | null }
  | { type: 'presence'; userId: number; presence: Presence }
  | { type: 'typing'; chatId: ChatId; isTyping: boolean }
  | { type: 'messageAdded'; message: Message }
  | { type: 'messageEdited'; message: Message }
  | { type: 'messagesDeleted'; ids: number[] }
  | { type: 'chatCleared'; chatId: ChatId }
  | { type: 'inboxRead'; chatId: ChatId; maxId: number; unreadCount: number }
  | { type: 'outboxRead'; chatId: ChatId; maxId: number }
  | { type: 'draft'; chatId: ChatId; draft: Draft | null }
  | { type: 'pinned'; chatId: ChatId; isPinned: boolean }
  | { type: 'pinnedOrder'; order: ChatId[] | null }
  | { type: 'markedUnread'; chatId: ChatId; isMarked: boolean }
  | { type: 'blocked'; userId: number; isBlocked: boolean }
  | { type: 'contactsChanged' }
  | { type: 'sessionsChanged' }
