import type {
  Chat,
  ChatId,
  ConnectionState,
  Draft,
  Message,
  NotifyScope,
  Poll,
  PollTally,
  Presence,
  Reactions,
  UploadProgress,
  User,
} from './types'

/** Everything that happens without being asked for. Events of one chat arrive in the order of the server's log. */
export type AppEvent =
  /** Of a file that is being fetched: so many bytes are here. */
  | { type: 'fileProgress'; key: string; loaded: number }
  | { type: 'connection'; state: ConnectionState }
  | { type: 'signedOut' }
  | { type: 'users'; users: User[] }
  | { type: 'userRenamed'; userId: number; firstName: string; lastName: string; username: string | null }
  | { type: 'presence'; userId: number; presence: Presence }
  | { type: 'chats'; chats: Chat[] }
  /** Who is in it, what they may do, or whether oneself is in it: to be asked for. */
  | { type: 'chatChanged'; chatId: ChatId }
  /** So much has happened there that it is not told one by one. */
  | { type: 'chatStale'; chatId: ChatId }
  /** `threadId`: first message of the topic or thread it is in, if in one. */
  | { type: 'typing'; chatId: ChatId; userId: number; threadId: number | null; isTyping: boolean }
  /** Of the message with this key, whose files are being uploaded. */
  | { type: 'uploadProgress'; key: string; progress: UploadProgress }
  | { type: 'messageAdded'; message: Message }
  | { type: 'messageEdited'; message: Message }
  /** Outside of channels ids count over all chats, and no chat is named. */
  | { type: 'messagesDeleted'; chatId: ChatId | null; ids: number[] }
  /** What came before is no longer to be seen. */
  | { type: 'historyCut'; chatId: ChatId; untilId: number }
  | { type: 'counters'; chatId: ChatId; messageId: number; views?: number; forwards?: number }
  | { type: 'reactions'; chatId: ChatId; messageId: number; reactions: Reactions }
  | { type: 'poll'; pollId: string; poll: Poll | null; tally: PollTally }
  | { type: 'pinnedMessages'; chatId: ChatId; ids: number[]; isPinned: boolean }
  /** Mentions and reactions were looked at, here or elsewhere. */
  | { type: 'contentsRead'; chatId: ChatId | null; ids: number[] }
  | { type: 'scheduled'; message: Message }
  | { type: 'scheduledGone'; chatId: ChatId; ids: number[] }
  | { type: 'historyTtl'; chatId: ChatId; seconds: number }
  | { type: 'threadRead'; chatId: ChatId; threadId: number; maxId: number }
  | { type: 'muted'; chatId: ChatId; until: number | null }
  | { type: 'chatCleared'; chatId: ChatId }
  | { type: 'inboxRead'; chatId: ChatId; maxId: number; unreadCount: number }
  | { type: 'outboxRead'; chatId: ChatId; maxId: number }
  | { type: 'draft'; chatId: ChatId; draft: Draft | null }
  | { type: 'pinned'; chatId: ChatId; isPinned: boolean }
  | { type: 'pinnedOrder'; order: ChatId[] | null }
  | { type: 'markedUnread'; chatId: ChatId; isMarked: boolean }
  | { type: 'blocked'; userId: number; isBlocked: boolean }
  | { type: 'foldersChanged' }
  | { type: 'movedToFolder'; chatIds: ChatId[]; folderId: number }
  /** For all chats of a kind that have no settings of their own. */
  | { type: 'notifyScope'; scope: NotifyScope; mutedUntil: number }
  | { type: 'joinRequests'; chatId: ChatId; count: number }
  | { type: 'stickersChanged'; what: 'sets' | 'atHand' | 'gifs' }
  | { type: 'contactsChanged' }
  | { type: 'sessionsChanged' }
