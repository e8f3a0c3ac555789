/**
 * The plain types the user interface works with. Nothing of TL leaves this package: every value here survives
 * structured cloning, ids are numbers in the "marked" form (users positive,
 * groups negative, supergroups and channels below -10^12), and dates are Unix seconds.
 */

import type { Chat } from './types/chat'
import type { Message } from './types/message'

export type * from './types/admin-log'
export type * from './types/chat'
export type * from './types/manage'
export type * from './types/message'
export type * from './types/thread'

export type ChatId = number

export type Presence =
  | { kind: 'online'; until: number }
  | { kind: 'offline'; lastSeen: number }
  | { kind: 'recently' | 'lastWeek' | 'lastMonth' | 'unknown' }

export interface User {
  id: number
  firstName: string
  lastName: string
  username: string | null
  phone: string | null
  isSelf: boolean
  isContact: boolean
  isDeleted: boolean
  isBot: boolean
  /** A partial record that must not replace a full one. */
  isPartial: boolean
  presence: Presence
}

export type EntityKind =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'quote'
  | 'link'
  | 'textLink'
  | 'email'
  | 'phone'
  | 'mention'
  | 'mentionName'
  | 'hashtag'
  | 'command'

/** A styled range of a message text; offset and length count UTF-16 units, as JavaScript strings do. */
export interface Entity {
  kind: EntityKind
  offset: number
  length: number
  url?: string
  userId?: number
  language?: string
}

export interface FormattedText {
  text: string
  entities: Entity[]
}

export interface Draft {
  text: string
  replyTo: number | null
  date: number
}

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

export interface Profile {
  user: User
  about: string
  isBlocked: boolean
}

export interface SessionInfo {
  /** Opaque key for termination; null for the session in use. */
  key: string | null
  device: string
  app: string
  platform: string
  address: string
  place: string
  createdAt: number
  activeAt: number
}

export interface PasswordState {
  isSet: boolean
  hint: string
}

export type CodeChannel = 'email' | 'sms' | 'app' | 'call' | 'other'

export interface SentCode {
  hash: string
  channel: CodeChannel
  length: number
  /** Seconds until another code may be asked for; null when that is not offered. */
  resendAfter: number | null
}

export type SignInStep = { step: 'done'; me: User } | { step: 'signUp' } | { step: 'password'; hint: string }

export interface ServerInfo {
  name: string
}

export type ConnectionState = 'connecting' | 'updating' | 'online' | 'offline'
