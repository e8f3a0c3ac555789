import type { ChatId } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** Clients repeat "is writing" every five seconds; without a repetition it ends. */
const TYPING_MS = 6_000

interface Writer {
  userId: number
  /** First message of the topic or thread; null for none. */
  threadId: number | null
}

/** Who is writing where. */
export class Typing {
  private readonly byChat = new SvelteMap<ChatId, readonly Writer[]>()
  private readonly timers = new Map<string, number>()

  /** In the order in which they began; of one topic or thread only, when it is named. */
  inChat(chatId: ChatId, threadId?: number): readonly number[] {
    const writers = this.byChat.get(chatId) ?? []
    return (threadId === undefined ? writers : writers.filter((it) => it.threadId === threadId)).map(
      (it) => it.userId,
    )
  }

  /** Nobody writes in two threads of a chat at once. */
  set(chatId: ChatId, userId: number, isTyping: boolean, threadId: number | null = null): void {
    const key = `${chatId} ${userId}`
    clearTimeout(this.timers.get(key))
    const writers = this.byChat.get(chatId) ?? []
    if (isTyping) {
      const writer = { userId, threadId }
      const isKnown = writers.some((it) => it.userId === userId)
      this.byChat.set(
        chatId,
        isKnown ? writers.map((it) => (it.userId === userId ? writer : it)) : [...writers, writer],
      )
      this.timers.set(
        key,
        window.setTimeout(() => this.set(chatId, userId, false), TYPING_MS),
      )
      return
    }
    this.timers.delete(key)
    const others = writers.filter((it) => it.userId !== userId)
    if (others.length > 0) this.byChat.set(chatId, others)
    else this.byChat.delete(chatId)
  }
}
