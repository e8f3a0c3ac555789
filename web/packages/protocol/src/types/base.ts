import type { PeerPhoto } from './media'

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
  photo: PeerPhoto | null
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
  | 'customEmoji'

/** A styled range of a message text; offset and length count UTF-16 units, as JavaScript strings do. */
export interface Entity {
  kind: EntityKind
  offset: number
  length: number
  url?: string
  userId?: number
  language?: string
  /** Of a custom emoji. */
  documentId?: string
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
