import { isChannelId, type Api, type ChatId, type Message } from '@botschaft/protocol'
import { History } from './history.svelte'
import type { EnvelopeStore } from './outbox.svelte'

/** Whether ids told for `scope` mean messages of this chat. */
export function isInScope(chatId: ChatId, scope: ChatId | null): boolean {
  return scope === null ? !isChannelId(chatId) : scope === chatId
}

/** Histories of the chats and threads opened so far; the least recently opened are forgotten. */
export class Histories {
  private readonly opened = new Map<string, History>()
  private static readonly KEPT_MAX = 20

  constructor(
    private readonly api: Api,
    private readonly onSent: (message: Message) => void,
    private readonly store?: EnvelopeStore,
  ) {}

  open(chatId: ChatId, threadId: number | null = null): History {
    const key = `${chatId}/${threadId ?? ''}`
    const history = this.opened.get(key) ?? new History(chatId, this.api, this.onSent, threadId, this.store)
    this.opened.delete(key)
    this.opened.set(key, history)
    for (const [name, old] of this.opened) {
      if (this.opened.size <= Histories.KEPT_MAX) break
      if (old.outbox.letters.length === 0 && name !== key) this.opened.delete(name)
    }
    return history
  }

  /** Those that show messages of a chat: its own, and those of its threads. */
  of(chatId: ChatId): History[] {
    return [...this.opened.values()].filter((history) => history.chatId === chatId)
  }

  all(): History[] {
    return [...this.opened.values()]
  }

  /**
   * Removes messages where they are shown; the result names the chats that had them. Ids count within a channel, or
   * (`scope` is null) over all other chats.
   */
  remove(scope: ChatId | null, ids: ReadonlySet<number>): Set<ChatId> {
    const touched = this.all().filter((history) => isInScope(history.chatId, scope) && history.remove(ids))
    return new Set(touched.map((history) => history.chatId))
  }
}
