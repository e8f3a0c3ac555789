import { isChannelId, type Api, type ChatId, type Message } from '@botschaft/protocol'
import { History } from './history.svelte'

/** Whether ids told for `scope` mean messages of this chat. */
export function isInScope(chatId: ChatId, scope: ChatId | null): boolean {
  return scope === null ? !isChannelId(chatId) : scope === chatId
}

/** Histories of the chats opened so far; the least recently opened are forgotten. */
export class Histories {
  private readonly byChat = new Map<ChatId, History>()
  private static readonly KEPT_MAX = 20

  constructor(
    private readonly api: Api,
    private readonly onSent: (message: Message) => void,
  ) {}

  open(chatId: ChatId): History {
    const history = this.byChat.get(chatId) ?? new History(chatId, this.api, this.onSent)
    this.byChat.delete(chatId)
    this.byChat.set(chatId, history)
    for (const [id, old] of this.byChat) {
      if (this.byChat.size <= Histories.KEPT_MAX) break
      if (old.outbox.length === 0 && id !== chatId) this.byChat.delete(id)
    }
    return history
  }

  get(chatId: ChatId): History | undefined {
    return this.byChat.get(chatId)
  }

  /**
   * Removes messages where they are shown; the result names the chats that had them. Ids count within a channel, or
   * (`chatId` is null) over all other chats.
   */
  remove(chatId: ChatId | null, ids: ReadonlySet<number>): Set<ChatId> {
    const touched = [...this.byChat.values()].filter(
      (history) => isInScope(history.chatId, chatId) && history.remove(ids),
    )
    return new Set(touched.map((history) => history.chatId))
  }

  clear(chatId: ChatId): void {
    this.byChat.get(chatId)?.clear()
  }
}
