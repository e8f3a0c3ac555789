import type { AdminEvent, AdminFilter, Chat, ChatId } from '../types'

/** What only some groups and channels have, and their admins decide. */
export interface SupervisionApi {
  setProtected(chatId: ChatId, isOn: boolean): Promise<void>
  setMembersHidden(chatId: ChatId, isOn: boolean): Promise<void>
  setJoinToSend(chatId: ChatId, isOn: boolean): Promise<void>
  setJoinRequest(chatId: ChatId, isOn: boolean): Promise<void>
  setForum(chatId: ChatId, isOn: boolean): Promise<void>
  setAllowedReactions(chatId: ChatId, reactions: 'all' | string[]): Promise<void>
  /** Groups that one may make the discussion of one's channels. */
  getDiscussionGroups(): Promise<Chat[]>
  setDiscussionGroup(channelId: ChatId, groupId: ChatId | null): Promise<void>
  /** A basic group becomes a supergroup; resolves with it. */
  migrate(chatId: ChatId): Promise<ChatId>
  transferOwnership(chatId: ChatId, userId: number, password: string): Promise<void>
  /** Newest first; `before` is the id of the oldest that is known. */
  getAdminLog(
    chatId: ChatId,
    filter: AdminFilter | null,
    query: string,
    before: string | null,
  ): Promise<AdminEvent[]>
}
