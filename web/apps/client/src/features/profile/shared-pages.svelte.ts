import type { ChatId, Message, MessageKind, MessagePage, SearchQuery } from '@botschaft/protocol'

/** So many side by side. */
export function inRowsOf<T>(count: number, items: readonly T[]): T[][] {
  const rows: T[][] = []
  for (let at = 0; at < items.length; at += count) rows.push(items.slice(at, at + count))
  return rows
}

/** What of one kind was sent in a chat, as far as it was fetched; newest first. */
export class SharedPage {
  messages = $state.raw<readonly Message[]>([])
  isLoading = $state(false)
  failure = $state.raw<unknown>(null)
  private isComplete = false

  constructor(
    private readonly chatId: ChatId,
    private readonly kind: MessageKind,
    private readonly search: (query: SearchQuery) => Promise<MessagePage>,
  ) {
    void this.more()
  }

  async more(): Promise<void> {
    if (this.isLoading || this.isComplete || this.failure !== null) return
    this.isLoading = true
    try {
      const page = await this.search({
        chatId: this.chatId,
        threadId: null,
        text: '',
        senderId: null,
        minDate: 0,
        maxDate: 0,
        offsetId: this.messages.at(-1)?.id ?? 0,
        only: this.kind,
      })
      this.messages = [...this.messages, ...page.messages.filter((it) => it.media !== null)]
      this.isComplete = page.messages.length === 0 || this.messages.length >= page.total
    } catch (error) {
      this.failure = error
    } finally {
      this.isLoading = false
    }
  }
}

export class SharedPages {
  private readonly pages = new Map<string, SharedPage>()

  constructor(private readonly search: (query: SearchQuery) => Promise<MessagePage>) {}

  of(chatId: ChatId, kind: MessageKind): SharedPage {
    const key = `${chatId}/${kind}`
    let page = this.pages.get(key)
    if (!page) this.pages.set(key, (page = new SharedPage(chatId, kind, this.search)))
    return page
  }
}
