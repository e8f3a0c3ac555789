import type { BannedRight, ChatId } from '../types'

export interface NewChannel {
  title: string
  about: string
  kind: 'supergroup' | 'channel'
}

export interface GroupsApi {
  /** Resolves with the group and with those who could not be added, whose wish it is. */
  createGroup(title: string, userIds: number[]): Promise<{ chatId: ChatId; missing: number[] }>
  createChannel(channel: NewChannel): Promise<ChatId>
  /** `chatId` is null for one that does not exist yet. */
  isChatUsernameFree(chatId: ChatId | null, username: string): Promise<boolean>
  setChatUsername(chatId: ChatId, username: string): Promise<void>
  setChatTitle(chatId: ChatId, title: string): Promise<void>
  setChatAbout(chatId: ChatId, about: string): Promise<void>
  setDefaultBanned(chatId: ChatId, rights: BannedRight[]): Promise<void>
  setSlowMode(chatId: ChatId, seconds: number): Promise<void>
  setHistoryHidden(chatId: ChatId, isHidden: boolean): Promise<void>
  setSignatures(chatId: ChatId, isOn: boolean): Promise<void>
  leaveChat(chatId: ChatId): Promise<void>
  /** For everybody. */
  deleteChat(chatId: ChatId): Promise<void>
}
