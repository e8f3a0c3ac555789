import type { AdminRight, BannedRight, ChatId, Member, MemberFilter, MemberPage } from '../types'

export interface MembersApi {
  getMembers(chatId: ChatId, filter: MemberFilter, query: string, offset: number): Promise<MemberPage>
  getMember(chatId: ChatId, userId: number): Promise<Member>
  /** Resolves with those who could not be added. */
  addMembers(chatId: ChatId, userIds: number[]): Promise<number[]>
  /** No rights make a member of an admin. */
  setAdmin(chatId: ChatId, userId: number, rights: AdminRight[], rank: string): Promise<void>
  /** No rights lift the restrictions. `until` is 0 for good. */
  restrictMember(chatId: ChatId, userId: number, rights: BannedRight[], until: number): Promise<void>
  /** Who is removed from a supergroup or channel cannot come back before `until`; 0 is for good. */
  removeMember(chatId: ChatId, userId: number, until: number): Promise<void>
  /** Deletes what somebody wrote in a supergroup. */
  deleteAllFrom(chatId: ChatId, userId: number): Promise<void>
}
