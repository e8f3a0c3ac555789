import type { ChatId, User } from './base'
import type { AdminRight, BannedRight } from './chat'
import type { Message } from './message'

/** A folder of the chat list. The one with id 0 stands for all chats and only has a place among the others. */
export interface Folder extends FolderFlags {
  id: number
  title: string
  /** On top of the folder, in this order. */
  pinned: ChatId[]
  include: ChatId[]
  exclude: ChatId[]
}

export interface FolderFlags {
  contacts: boolean
  nonContacts: boolean
  groups: boolean
  channels: boolean
  bots: boolean
  excludeMuted: boolean
  excludeRead: boolean
  excludeArchived: boolean
}

export type MemberRole = 'creator' | 'admin' | 'member' | 'restricted' | 'removed' | 'left'

/** A member of a group or channel, or somebody who was removed from it. */
export interface Member {
  userId: number
  role: MemberRole
  /** What is shown instead of "admin". */
  rank: string
  rights: AdminRight[]
  /** What was taken from this member alone, and until when (0: for ever). */
  banned: BannedRight[]
  until: number
  /** Of an admin: oneself may change the rights. */
  canEdit: boolean
  /** Who invited, appointed or restricted; null where that is not told. */
  byId: number | null
  date: number
}

export type MemberFilter = 'recent' | 'admins' | 'restricted' | 'removed' | 'contacts' | 'bots'

export interface MemberPage {
  members: Member[]
  users: User[]
  total: number
}

/** An invitation link of a group or channel. */
export interface Invite {
  link: string
  title: string
  /** The one link that its admin always has. */
  isPermanent: boolean
  isRevoked: boolean
  needsRequest: boolean
  adminId: number
  date: number
  /** 0 never. */
  expiresAt: number
  /** How many may join by it; 0 any number. */
  usageLimit: number
  usage: number
  requested: number
}

export interface InviteTerms {
  title: string
  expiresAt: number
  usageLimit: number
  needsRequest: boolean
}

/** Somebody who joined by a link, or waits to be let in. */
export interface Importer {
  userId: number
  date: number
  about: string
  approvedBy: number | null
}

/** What a link leads to, before joining. */
export type InvitePreview =
  | { kind: 'member'; chatId: ChatId }
  | {
      kind: 'stranger'
      title: string
      about: string
      memberCount: number
      isChannel: boolean
      needsRequest: boolean
      /** Members that oneself knows. */
      people: User[]
    }

export type JoinOutcome = { kind: 'joined'; chatId: ChatId } | { kind: 'requested' }

export interface FoundPeers {
  /** Chats and people that are already known here. */
  known: ChatId[]
  others: ChatId[]
}

export interface SearchCursor {
  rate: number
  messageId: number
  chatId: ChatId
}

export interface FoundMessages {
  messages: Message[]
  total: number
  next: SearchCursor | null
}

export type PrivacyKey =
  | 'statusTimestamp'
  | 'phoneNumber'
  | 'addedByPhone'
  | 'profilePhoto'
  | 'about'
  | 'birthday'
  | 'forwards'
  | 'chatInvite'
  | 'phoneCall'
  | 'phoneP2P'
  | 'voiceMessages'

export interface PrivacyRule {
  base: 'everybody' | 'contacts' | 'nobody'
  allow: ChatId[]
  deny: ChatId[]
}

export interface NotifyException {
  chatId: ChatId
  mutedUntil: number
}

export type NotifyScope = 'users' | 'groups' | 'channels'
