import type { Api, ChatId, Message } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** What is to be sent later, by chat, soonest first. */
export class Scheduled {
  private readonly byChat = new SvelteMap<ChatId, readonly Message[]>()

  constructor(private readonly api: Api) {}

  inChat(chatId: ChatId): readonly Message[] {
    return this.byChat.get(chatId) ?? []
  }

  async load(chatId: ChatId): Promise<void> {
    this.byChat.set(chatId, await this.api.getScheduled(chatId))
  }

  /** A new one, or one that was changed. */
  add(message: Message): void {
    const others = this.inChat(message.chatId).filter((it) => it.id !== message.id)
    this.byChat.set(
      message.chatId,
      [...others, message].sort((a, b) => a.date - b.date || a.id - b.id),
    )
  }

  remove(chatId: ChatId, ids: readonly number[]): void {
    this.byChat.set(
      chatId,
      this.inChat(chatId).filter((it) => !ids.includes(it.id)),
    )
  }
}
