import type { ChatId } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** Clients repeat "is writing" every five seconds; without a repetition it ends. */
const TYPING_MS = 6_000

/** Who is writing where. */
export class Typing {
  private readonly byChat = new SvelteMap<ChatId, readonly number[]>()
  private readonly timers = new Map<string, number>()

  /** In the order in which they began. */
  inChat(chatId: ChatId): readonly number[] {
    return this.byChat.get(chatId) ?? []
  }

  set(chatId: ChatId, userId: number, isTyping: boolean): void {
    const key = `${chatId} ${userId}`
    clearTimeout(this.timers.get(key))
    const others = this.inChat(chatId).filter((id) => id !== userId)
    if (isTyping) {
      this.byChat.set(
        chatId,
        this.inChat(chatId).includes(userId) ? this.inChat(chatId) : [...others, userId],
      )
      this.timers.set(
        key,
        window.setTimeout(() => this.set(chatId, userId, false), TYPING_MS),
      )
    } else {
      this.timers.delete(key)
      if (others.length > 0) this.byChat.set(chatId, others)
      else this.byChat.delete(chatId)
    }
  }
}
