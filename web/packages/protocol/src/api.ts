import type { FilesApi } from './api/files'
import type { FoldersApi } from './api/folders'
import type { GroupsApi } from './api/groups'
import type { InvitesApi } from './api/invites'
import type { MediaSendingApi } from './api/media-sending'
import type { MembersApi } from './api/members'
import type { PhotosApi } from './api/photos'
import type { PrivacyApi } from './api/privacy'
import type { SearchApi } from './api/search'
import type { SendersApi } from './api/senders'
import type { StickersApi } from './api/stickers'
import type { SupervisionApi } from './api/supervision'
import type { TopicsApi } from './api/topics'
import type {
  Chat,
  ChatId,
  ChatInfo,
  Dialog,
  DialogCursor,
  DialogPage,
  Discussion,
  Entity,
  FormattedText,
  Message,
  MessagePage,
  PasswordState,
  Profile,
  SentCode,
  ServerInfo,
  SessionInfo,
  SignInStep,
  Topic,
  TopicPage,
  User,
} from './types'

export interface OutgoingReply {
  messageId: number
  /** The part of its text that is answered; null for all of it. */
  quote: string | null
}

/** How something is sent. */
export interface SendOptions {
  isSilent: boolean
  /** When it is to be sent; null at once. */
  scheduleDate: number | null
}

export interface OutgoingMessage extends FormattedText {
  chatId: ChatId
  /** First message of the topic or thread it goes to. */
  threadId: number | null
  reply: OutgoingReply | null
  /** 16 hexadecimal digits; sending again with the same key never makes a second message. */
  key: string
  options: SendOptions
}

export interface NewPoll {
  question: string
  answers: string[]
  /** Index of the right answer of a quiz; null for a poll. */
  correct: number | null
  solution: string
  isMultiple: boolean
  isPublic: boolean
  /** Seconds until it closes by itself; null when it does not. */
  closePeriod: number | null
}

export interface HistoryQuery {
  chatId: ChatId
  /** First message of a topic or thread; null for the whole chat. */
  threadId: number | null
  /** Messages older than this one; 0 starts at the newest. */
  offsetId: number
  /** Instead of a message: those before this date; 0 for none. */
  offsetDate?: number
  /** Negative values move the window towards newer messages. */
  addOffset: number
  limit: number
}

export interface SearchQuery {
  chatId: ChatId
  threadId: number | null
  text: string
  /** Only what this person wrote. */
  senderId: number | null
  /** Only what was written in this span; 0 for no limit. */
  minDate: number
  maxDate: number
  offsetId: number
  /** Only messages of this kind. */
  only?: MessageKind
  /** Negative values ask for newer ones than `offsetId`, too. */
  addOffset?: number
}

/** `media`: photos and videos. */
export type MessageKind = 'links' | 'media' | 'files' | 'music' | 'voice' | 'gifs'

export interface Forwarding {
  from: ChatId
  ids: number[]
  to: ChatId
  /** The topic of `to` they go to. */
  threadId: number | null
  /** They come as if one had written them oneself. */
  hidesAuthor: boolean
  /** Of attachments only the attachments. */
  hidesCaptions: boolean
  options: SendOptions
}

/** Who did something to a message, and when; 0 when that is not told. */
export interface Trace {
  peerId: number
  date: number
  /** The reaction given, or the answers voted for. */
  emoji: string | null
  options: string[]
}

export interface TracePage {
  traces: Trace[]
  /** Asks for those that follow; null when there are no more. */
  next: string | null
}

/** What the user interface may ask of the server. Every method rejects with an ApiError. */
export interface Api
  extends
    FilesApi,
    FoldersApi,
    GroupsApi,
    InvitesApi,
    MediaSendingApi,
    MembersApi,
    PhotosApi,
    PrivacyApi,
    SearchApi,
    SendersApi,
    StickersApi,
    SupervisionApi,
    TopicsApi {
  start(options: { language: string }): Promise<{ server: ServerInfo; me: User | null }>

  /** `invitation` is the token of an invitation link; null without one. */
  sendCode(login: string, invitation: string | null): Promise<SentCode>
  resendCode(login: string, hash: string): Promise<SentCode>
  signIn(login: string, hash: string, code: string): Promise<SignInStep>
  signUp(login: string, hash: string, firstName: string, lastName: string): Promise<User>
  checkPassword(password: string): Promise<User>
  logOut(): Promise<void>

  getDialogs(cursor: DialogCursor | null): Promise<DialogPage>
  getDialog(chatId: ChatId): Promise<Dialog | null>
  pinDialog(chatId: ChatId, isPinned: boolean): Promise<void>
  markUnread(chatId: ChatId, isMarked: boolean): Promise<void>
  deleteDialog(chatId: ChatId, forBoth: boolean): Promise<void>
  saveDraft(chatId: ChatId, threadId: number | null, text: string, reply: OutgoingReply | null): Promise<void>

  getHistory(query: HistoryQuery): Promise<MessagePage>
  getMessages(chatId: ChatId, ids: number[]): Promise<MessagePage>
  searchMessages(query: SearchQuery): Promise<MessagePage>
  sendMessage(message: OutgoingMessage): Promise<Message>
  /** A message that is still to be sent keeps its date, or gets the one given. */
  editMessage(edit: {
    chatId: ChatId
    id: number
    text: string
    entities: Entity[]
    scheduleDate?: number
  }): Promise<void>
  /** In a channel or supergroup they are always deleted for all. */
  deleteMessages(chatId: ChatId, ids: number[], forBoth: boolean): Promise<void>
  forwardMessages(forwarding: Forwarding): Promise<void>
  readHistory(chatId: ChatId, maxId: number): Promise<void>
  setTyping(chatId: ChatId, threadId: number | null, isTyping: boolean): Promise<void>

  /** Newest first. */
  getPinned(chatId: ChatId, threadId: number | null): Promise<Message[]>
  setPinned(chatId: ChatId, id: number, isPinned: boolean, isSilent: boolean): Promise<void>
  unpinAll(chatId: ChatId, threadId: number | null): Promise<void>
  /** Who has read a message of a small group. */
  getReaders(chatId: ChatId, id: number): Promise<TracePage>
  /** Says that these posts were seen; answers with their counters. */
  countViews(chatId: ChatId, ids: number[]): Promise<Array<{ id: number; views: number | null }>>
  /** Messages with unread mentions of oneself or unread reactions to one's own, oldest first. */
  getUnread(what: 'mentions' | 'reactions', chatId: ChatId, threadId: number | null): Promise<number[]>
  /** Mentions that were looked at. */
  readContents(chatId: ChatId, ids: number[]): Promise<void>
  readReactions(chatId: ChatId, threadId: number | null): Promise<void>
  /** Who may be mentioned in a group, best matches first. */
  getMentionable(chatId: ChatId, threadId: number | null, query: string): Promise<User[]>

  /** All of one's own reactions to a message; none takes them back. */
  react(chatId: ChatId, id: number, emoji: string[]): Promise<void>
  getReactors(chatId: ChatId, id: number, emoji: string | null, after: string | null): Promise<TracePage>
  /** The emoji that this server takes as reactions. */
  getKnownReactions(): Promise<string[]>

  sendPoll(chatId: ChatId, threadId: number | null, poll: NewPoll, options: SendOptions): Promise<Message>
  /** No options take the vote back. */
  vote(chatId: ChatId, id: number, options: string[]): Promise<void>
  closePoll(chatId: ChatId, message: Message): Promise<void>
  getVoters(chatId: ChatId, id: number, option: string, after: string | null): Promise<TracePage>

  getScheduled(chatId: ChatId): Promise<Message[]>
  sendScheduledNow(chatId: ChatId, ids: number[]): Promise<void>
  deleteScheduled(chatId: ChatId, ids: number[]): Promise<void>

  /** The thread of a post's comments, or of a message of a group. */
  getDiscussion(chatId: ChatId, id: number): Promise<Discussion>
  readThread(chatId: ChatId, threadId: number, maxId: number): Promise<void>
  getTopics(chatId: ChatId, query: string, after: Topic | null): Promise<TopicPage>
  getTopic(chatId: ChatId, topicId: number): Promise<Topic | null>

  /** Null when it is not to be seen. */
  getChat(chatId: ChatId): Promise<Chat | null>
  getChatInfo(chatId: ChatId): Promise<ChatInfo>
  joinChat(chatId: ChatId): Promise<void>
  /** Messages written from now on delete themselves after so many seconds; 0 for never. */
  setHistoryTtl(chatId: ChatId, seconds: number): Promise<void>
  /** For ever with 2^31-1, not at all with 0. */
  mute(chatId: ChatId, until: number): Promise<void>
  /** The person, group or channel with this username; null when there is none. */
  resolveUsername(username: string): Promise<ChatId | null>

  getContacts(): Promise<User[]>
  addContact(userId: number, firstName: string, lastName: string): Promise<void>
  /** Resolves with null when nobody on this server has the number. */
  addContactByPhone(phone: string, firstName: string, lastName: string): Promise<User | null>
  deleteContact(userId: number): Promise<void>
  searchPeople(query: string): Promise<{ known: User[]; others: User[] }>
  getBlocked(): Promise<User[]>
  setBlocked(userId: number, isBlocked: boolean): Promise<void>

  getProfile(userId: number): Promise<Profile>
  updateProfile(firstName: string, lastName: string, about: string): Promise<User>
  isUsernameFree(username: string): Promise<boolean>
  updateUsername(username: string): Promise<User>
  setOnline(isOnline: boolean): Promise<void>

  getSessions(): Promise<SessionInfo[]>
  terminateSession(key: string): Promise<void>
  terminateOtherSessions(): Promise<void>
  getPasswordState(): Promise<PasswordState>
  /** `current` is null when no password is set yet; `next` is null to remove the password. */
  changePassword(current: string | null, next: string | null, hint: string): Promise<void>
}

export type ApiMethod = keyof Api
