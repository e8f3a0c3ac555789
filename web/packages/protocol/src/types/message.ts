import type { ChatId, FormattedText } from './base'
import type { Media } from './media'

export interface Forward {
  /** Who wrote the original, when known: a person, group or channel of this server. */
  fromId: number | null
  fromName: string | null
  date: number
  /** The original post of a channel. */
  messageId: number | null
  signature: string | null
}

export interface Reply {
  messageId: number
  /** Where the message replied to is, when not in the same chat. */
  chatId: ChatId | null
  quote: string | null
  /** First message of the thread or topic this belongs to. */
  threadId: number | null
  /** The reply only says which topic the message is in. */
  isTopicOnly: boolean
}

/** What a line between the messages tells. */
export type Service =
  | { kind: 'groupCreated'; title: string }
  | { kind: 'channelCreated'; title: string }
  | { kind: 'titleChanged'; title: string }
  | { kind: 'photoChanged' | 'photoRemoved' }
  | { kind: 'added'; userIds: number[] }
  | { kind: 'joined' | 'joinedByLink' | 'joinedByRequest' }
  | { kind: 'removed'; userId: number }
  | { kind: 'left' }
  | { kind: 'migratedTo'; chatId: ChatId }
  | { kind: 'migratedFrom'; title: string }
  | { kind: 'pinned'; messageId: number | null }
  | { kind: 'topicCreated'; title: string }
  | { kind: 'topicEdited'; title: string | null; isClosed: boolean | null; isHidden: boolean | null }
  | { kind: 'ttl'; seconds: number }
  | { kind: 'protected'; isProtected: boolean }
  | { kind: 'creatorChanged'; userId: number }
  | { kind: 'contactJoined' | 'historyCleared' | 'other' }

export interface ReactionCount {
  /** Or '#' and the id of the document of a custom emoji. */
  emoji: string
  count: number
  isMine: boolean
}

export interface Reactions {
  counts: ReactionCount[]
  /** Whose they are, of the newest ones, where that may be known. */
  recent: Array<{ peerId: number; emoji: string; date: number; isUnread: boolean; isMine: boolean }>
  canSeeList: boolean
  /** Told to many at once: which are one's own is not in it. */
  isPartial: boolean
}

export interface PollAnswer {
  text: string
  /** Opaque; names the answer when voting. */
  option: string
}

/** How many voted for what, as far as the reader may know. */
export interface PollTally {
  answers: Array<{ option: string; voters: number; isChosen: boolean; isCorrect: boolean }>
  totalVoters: number
  recentVoters: number[]
  /** Why the right answer of a quiz is right; told to who has answered. */
  solution: string | null
  /** Told to many at once: which answers are one's own is not in it. */
  isPartial: boolean
}

export interface Poll {
  id: string
  question: string
  answers: PollAnswer[]
  tally: PollTally
  isQuiz: boolean
  isMultiple: boolean
  /** Who voted for what can be seen. */
  isPublic: boolean
  isClosed: boolean
  closeDate: number | null
}

/** The comments of a post, or the answers to a message of a group. */
export interface Replies {
  count: number
  /** The discussion group, for posts that can be commented on. */
  chatId: ChatId | null
  recentRepliers: number[]
  maxId: number | null
  readMaxId: number | null
}

export interface LinkPreview {
  url: string
  siteName: string
  title: string
  description: string
}

export interface Message extends FormattedText {
  id: number
  chatId: ChatId
  /** A person, or the group or channel itself where somebody speaks in its name. */
  senderId: number
  isOutgoing: boolean
  date: number
  editDate: number | null
  replyTo: Reply | null
  forward: Forward | null
  service: Service | null
  /** Content this client cannot show yet; the text, if any, is still shown. */
  hasUnsupportedMedia: boolean
  isPost: boolean
  /** Name of the author of a post, or the title of an anonymous admin. */
  signature: string | null
  /** What the sender is called in this group. */
  rank: string | null
  views: number | null
  forwards: number | null
  replies: Replies | null
  reactions: Reactions | null
  poll: Poll | null
  preview: LinkPreview | null
  media: Media | null
  /** Messages with the same one stand together as an album. */
  groupedId: string | null
  /** A voice or video message that was not listened to yet, by whoever it is for. */
  isMediaUnread: boolean
  isPinned: boolean
  isSilent: boolean
  isMentioned: boolean
  /** A mention or its like that has not been looked at. */
  isMentionUnread: boolean
  isProtected: boolean
  /** Seconds after which the message deletes itself; 0 never. */
  ttl: number
}
