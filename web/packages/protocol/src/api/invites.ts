import type { ChatId, Importer, Invite, InvitePreview, InviteTerms, JoinOutcome } from '../types'

export interface InvitesApi {
  getInvites(chatId: ChatId, areRevoked: boolean): Promise<Invite[]>
  createInvite(chatId: ChatId, terms: InviteTerms): Promise<Invite>
  editInvite(chatId: ChatId, link: string, terms: InviteTerms): Promise<Invite>
  revokeInvite(chatId: ChatId, link: string): Promise<void>
  deleteInvite(chatId: ChatId, link: string): Promise<void>
  /** Who joined by a link. */
  getImporters(chatId: ChatId, link: string): Promise<Importer[]>
  getJoinRequests(chatId: ChatId): Promise<Importer[]>
  answerJoinRequest(chatId: ChatId, userId: number, isAccepted: boolean): Promise<void>

  checkInvite(hash: string): Promise<InvitePreview>
  joinByInvite(hash: string): Promise<JoinOutcome>
}
