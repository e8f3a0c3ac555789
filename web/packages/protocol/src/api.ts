import type { FoldersApi } from './api/folders'
import type { GroupsApi } from './api/groups'
import type { InvitesApi } from './api/invites'
import type { MembersApi } from './api/members'
import type { PrivacyApi } from './api/privacy'
import type { SearchApi } from './api/search'
import type {
  Chat,
  ChatId,
  ChatInfo,
  Dialog,
  DialogCursor,
  DialogPage,
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
  User,
} from './types'

export interface OutgoingMessage extends FormattedText {
  chatId: ChatId
  replyTo: number | null
  /** 16 hexadecimal digits; sending again with the same key never makes a second message. */
  key: string
}

export interface HistoryQuery {
  chatId: ChatId
  /** Messages older than this one; 0 starts at the newest. */
  offsetId: number
  /** Negative values move the window towards newer messages. */
  addOffset: number
  limit: number
}

/** What the user interface may ask of the server. Every method rejects with an ApiError. */
export interface Api extends FoldersApi, GroupsApi, InvitesApi, MembersApi, PrivacyApi, SearchApi {
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
  saveDraft(chatId: ChatId, text: string, replyTo: number | null): Promise<void>

  getHistory(query: HistoryQuery): Promise<MessagePage>
  getMessages(chatId: ChatId, ids: number[]): Promise<MessagePage>
  searchMessages(chatId: ChatId, query: string, offsetId: number): Promise<MessagePage>
  sendMessage(message: OutgoingMessage): Promise<Message>
  editMessage(chatId: ChatId, id: number, text: string, entities: Entity[]): Promise<void>
  /** In a channel or supergroup they are always deleted for all. */
  deleteMessages(chatId: ChatId, ids: number[], forBoth: boolean): Promise<void>
  forwardMessages(from: ChatId, ids: number[], to: ChatId): Promise<void>
  readHistory(chatId: ChatId, maxId: number): Promise<void>
  setTyping(chatId: ChatId, isTyping: boolean): Promise<void>

  /** Null when it is not to be seen. */
  getChat(chatId: ChatId): Promise<Chat | null>
  getChatInfo(chatId: ChatId): Promise<ChatInfo>
  joinChat(chatId: ChatId): Promise<void>
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
