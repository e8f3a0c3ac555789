import type { ChatId } from './base'
import type { PeerPhoto } from './media'

export type ChatKind = 'group' | 'supergroup' | 'channel'

/** What an admin may do, in the words of chatAdminRights. */
export type AdminRight =
  | 'changeInfo'
  | 'postMessages'
  | 'editMessages'
  | 'deleteMessages'
  | 'banUsers'
  | 'inviteUsers'
  | 'pinMessages'
  | 'addAdmins'
  | 'anonymous'
  | 'manageTopics'
  | 'manageRanks'

/**
 * What may be taken from a member or from all of them, in the words of chatBannedRights, whose `sendMedia` stands for
 * all kinds of attachments and is none here.
 */
export type BannedRight =
  | 'viewMessages'
  | 'sendMessages'
  | 'sendPlain'
  | 'sendPhotos'
  | 'sendVideos'
  | 'sendRoundvideos'
  | 'sendAudios'
  | 'sendVoices'
  | 'sendDocs'
  | 'sendStickers'
  | 'sendGifs'
  | 'sendGames'
  | 'sendInline'
  | 'sendPolls'
  | 'sendReactions'
  | 'embedLinks'
  | 'changeInfo'
  | 'inviteUsers'
  | 'pinMessages'
  | 'manageTopics'
  | 'editRank'

/** A group, supergroup or channel as every message list knows it. */
export interface Chat {
  id: ChatId
  kind: ChatKind
  title: string
  username: string | null
  memberCount: number | null
  isCreator: boolean
  /** Oneself is in it, and it is still there. */
  isMember: boolean
  /** Removed from it, or it is private: nothing more can be learned of it. */
  isForbidden: boolean
  /** The supergroup that took its place. */
  migratedTo: ChatId | null
  isForum: boolean
  /** A channel with a discussion group, or such a group. */
  hasLink: boolean
  hasSignatures: boolean
  isSlow: boolean
  isProtected: boolean
  /** Only members may write. */
  mustJoinToSend: boolean
  /** Joining must be approved. */
  mustAskToJoin: boolean
  /** One's own rights as an admin; null for who is none. */
  adminRights: AdminRight[] | null
  /** What one may not do here, and until when (0: for ever); null without restrictions of one's own. */
  banned: { rights: BannedRight[]; until: number } | null
  /** What members may not do. */
  defaultBanned: BannedRight[]
  photo: PeerPhoto | null
  /** A partial record that must not replace a full one. */
  isPartial: boolean
}

/** What is asked for when a group or channel is opened. */
export interface ChatInfo {
  chatId: ChatId
  about: string
  memberCount: number | null
  onlineCount: number | null
  pinnedId: number | null
  linkedChatId: ChatId | null
  slowModeSeconds: number
  /** When one may write again; 0 at once. */
  slowModeNextSend: number
  /** Messages delete themselves after so many seconds; 0 never. */
  historyTtl: number
  /** Emoji that may be given as reactions; 'all' of them, or none. */
  reactions: 'all' | string[]
  canSeeMembers: boolean
  inviteLink: string | null
  requestsPending: number
  hasScheduled: boolean
  isHistoryHidden: boolean
  areMembersHidden: boolean
  /** In whose name one writes here, where there is a choice. */
  senderId: ChatId | null
  /** The basic group it was, and the last message there; for who was in it. */
  origin: { chatId: ChatId; lastId: number } | null
}
