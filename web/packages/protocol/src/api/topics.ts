import type { ChatId } from '../types'

export interface TopicsApi {
  /** `colour` is one of the six that topics have. Resolves when the topic is there. */
  createTopic(chatId: ChatId, title: string, colour: number): Promise<void>
  renameTopic(chatId: ChatId, topicId: number, title: string): Promise<void>
  setTopicClosed(chatId: ChatId, topicId: number, isClosed: boolean): Promise<void>
  setTopicPinned(chatId: ChatId, topicId: number, isPinned: boolean): Promise<void>
  /** With all that was written in it. */
  deleteTopic(chatId: ChatId, topicId: number): Promise<void>
}
