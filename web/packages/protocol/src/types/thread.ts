import type { ChatId, Draft } from './base'
import type { Message } from './message'

/** A thread of answers: the comments of a post, or what was answered to a message. */
export interface Discussion {
  /** Where it is held: the discussion group of a channel, or the group itself. */
  chatId: ChatId
  threadId: number
  /** What it is about, oldest first. */
  subject: Message[]
  readMaxId: number
  readOutboxMaxId: number
  unreadCount: number
}

/** A topic of a forum; its id is that of the message that began it. */
export interface Topic {
  id: number
  title: string
  colour: number
  isClosed: boolean
  isPinned: boolean
  isHidden: boolean
  isMine: boolean
  unreadCount: number
  unreadMentions: number
  unreadReactions: number
  readMaxId: number
  readOutboxMaxId: number
  lastMessage: Message | null
  draft: Draft | null
}

export interface TopicPage {
  topics: Topic[]
  total: number
}
