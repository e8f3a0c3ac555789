import type { ChatId } from '../types'

/** In whose name one writes. */
export interface SendersApi {
  /** Oneself, the group for who is anonymous, and channels of one's own; what is usual comes first. */
  getSenders(chatId: ChatId): Promise<ChatId[]>
  /** What is written there from now on is in this name. */
  setSender(chatId: ChatId, senderId: ChatId): Promise<void>
}
