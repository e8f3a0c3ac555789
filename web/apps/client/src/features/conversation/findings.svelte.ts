import type { Message, MessagePage } from '@botschaft/protocol'

/** One place that is searched, and what of it is known. */
interface Place {
  chatId: number
  found: readonly Message[]
  total: number
}

/** What was found in a chat and then, further back, in the group that it was; newest first, a page at a time. */
export class Findings {
  private places = $state.raw<readonly Place[]>([])
  /** Of a place that comes later, nothing is counted in before the ones above it are known whole. */
  readonly messages: readonly Message[] = $derived.by(() => {
    const cut = this.places.findIndex((it) => it.found.length < it.total)
    return this.places.slice(0, cut < 0 ? undefined : cut + 1).flatMap((it) => it.found)
  })
  readonly total = $derived(this.places.reduce((sum, it) => sum + it.total, 0))

  constructor(private readonly ask: (chatId: number, before: number) => Promise<MessagePage>) {}

  async start(chatIds: readonly number[]): Promise<void> {
    this.places = await Promise.all(
      chatIds.map(async (chatId) => {
        const { messages, total } = await this.ask(chatId, 0)
        return { chatId, found: messages, total: messages.length > 0 ? Math.max(total, messages.length) : 0 }
      }),
    )
  }

  /** Makes sure that there are more than `count` messages, if there are as many. */
  async need(count: number): Promise<void> {
    while (this.messages.length <= count) {
      const place = this.places.find((it) => it.found.length < it.total)
      if (!place) return
      const { messages } = await this.ask(place.chatId, place.found.at(-1)?.id ?? 0)
      const found = [...place.found, ...messages]
      // Less than was counted: something was deleted meanwhile.
      const total = messages.length > 0 ? place.total : found.length
      this.places = this.places.map((it) => (it === place ? { ...place, found, total } : it))
    }
  }
}
