import type { Api, ChatId, FormattedText, Message } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'
import { cut, merge, replace, without, type Stretch } from './window'

const PAGE = 50

/** A message on its way to the server. */
export interface Outgoing extends FormattedText {
  key: string
  replyTo: number | null
  date: number
  state: 'sending' | 'failed'
  error: unknown
}

/** The loaded stretch of one chat's history, and what is being sent to it. */
export class History {
  stretch = $state.raw<Stretch>([])
  outbox = $state.raw<readonly Outgoing[]>([])
  status = $state<'unloaded' | 'loading' | 'ready' | 'failed'>('unloaded')
  hasOlder = $state(false)
  hasNewer = $state(false)
  /** Incoming messages above this id were unread when the chat was opened. */
  unreadAfter = $state<number | null>(null)
  /** Messages replied to that are outside of the stretch; null for those that are gone. */
  private readonly quotes = new SvelteMap<number, Message | null>()
  private readonly wantedQuotes = new Set<number>()
  private isPaging = false
  /** Something arrived that the stretch could not take, because it did not reach the newest message. */
  private hasMissed = false
  private sending: Promise<void> = Promise.resolve()

  constructor(
    readonly chatId: ChatId,
    private readonly api: Api,
    private readonly onSent: (message: Message) => void,
  ) {}

  get newestId(): number {
    return this.stretch.at(-1)?.id ?? 0
  }

  /** Loads the newest messages. */
  async load(): Promise<void> {
    if (this.stretch.length === 0) this.status = 'loading'
    try {
      this.hasMissed = false
      const { messages, total } = await this.api.getHistory({
        chatId: this.chatId,
        offsetId: 0,
        addOffset: 0,
        limit: PAGE,
      })
      this.stretch = merge([], messages)
      this.hasOlder = total > messages.length
      this.hasNewer = this.hasMissed
      this.status = 'ready'
    } catch {
      this.status = this.stretch.length > 0 ? 'ready' : 'failed'
    }
  }

  /** Loads what surrounds a message; false when that message is not there. */
  async loadAround(messageId: number): Promise<boolean> {
    if (this.stretch.length === 0) this.status = 'loading'
    try {
      const { messages } = await this.api.getHistory({
        chatId: this.chatId,
        offsetId: messageId,
        addOffset: -PAGE / 2,
        limit: PAGE,
      })
      this.stretch = merge([], messages)
      this.hasOlder = true
      this.hasNewer = true
      this.status = 'ready'
      return messages.some((it) => it.id === messageId)
    } catch {
      this.status = this.stretch.length > 0 ? 'ready' : 'failed'
      return false
    }
  }

  async loadOlder(): Promise<void> {
    const oldest = this.stretch[0]
    if (!oldest || !this.hasOlder) return
    await this.page({ offsetId: oldest.id, addOffset: 0 }, (messages) => {
      const { stretch, wasCut } = cut(merge(this.stretch, messages), 'oldest')
      this.stretch = stretch
      this.hasOlder = messages.length > 0
      if (wasCut) this.hasNewer = true
    })
  }

  async loadNewer(): Promise<void> {
    if (!this.hasNewer || this.isPaging) return
    this.hasMissed = false
    await this.page({ offsetId: this.newestId + 1, addOffset: -PAGE }, (messages) => {
      const { stretch, wasCut } = cut(merge(this.stretch, messages), 'newest')
      this.hasNewer = this.hasMissed || messages.some((it) => it.id > this.newestId)
      this.stretch = stretch
      if (wasCut) this.hasOlder = true
    })
  }

  add(message: Message): void {
    if (this.status === 'ready' && !this.hasNewer)
      this.stretch = cut(merge(this.stretch, [message]), 'newest').stretch
    else this.hasMissed = true
  }

  edit(message: Message): void {
    this.stretch = replace(this.stretch, message)
  }

  /** Changes what is known of one message. */
  patchMessage(id: number, change: Partial<Message>): void {
    const message = this.stretch.find((it) => it.id === id)
    if (message) this.edit({ ...message, ...change })
  }

  /** Messages up to this one are no longer to be seen. */
  cutUntil(id: number): void {
    this.stretch = this.stretch.filter((it) => it.id > id)
  }

  /** What is loaded may be out of date: more has happened than was told. */
  expire(): void {
    if (this.status !== 'ready') return
    this.stretch = []
    void this.load()
  }

  /** Tells whether something was removed. */
  remove(ids: ReadonlySet<number>): boolean {
    const before = this.stretch
    this.stretch = without(before, ids)
    return this.stretch !== before
  }

  clear(): void {
    this.stretch = []
    this.hasOlder = this.hasNewer = false
  }

  /** The message with this id; null when it is gone, undefined while it is not known. */
  quoted(id: number): Message | null | undefined {
    return this.stretch.find((it) => it.id === id) ?? this.quotes.get(id)
  }

  /** Fetches the messages that loaded ones reply to. */
  needQuotes(): void {
    const known = new Set(this.stretch.map((it) => it.id))
    const ids = [...new Set(this.stretch.flatMap((it) => it.replyTo?.messageId ?? []))].filter(
      (id) => !known.has(id) && !this.wantedQuotes.has(id),
    )
    if (ids.length === 0) return
    for (const id of ids) this.wantedQuotes.add(id)
    this.api
      .getMessages(this.chatId, ids)
      .then(({ messages }) => {
        for (const id of ids) this.quotes.set(id, messages.find((it) => it.id === id) ?? null)
      })
      .catch(() => ids.forEach((id) => this.wantedQuotes.delete(id)))
  }

  send(text: FormattedText, replyTo: number | null): void {
    const key = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('')
    const outgoing: Outgoing = {
      ...text,
      key,
      replyTo,
      date: Date.now() / 1000,
      state: 'sending',
      error: null,
    }
    this.outbox = [...this.outbox, outgoing]
    this.unreadAfter = null
    this.deliver(outgoing)
  }

  retry(key: string): void {
    const outgoing = this.outbox.find((it) => it.key === key)
    if (!outgoing) return
    this.patch(key, { state: 'sending', error: null })
    this.deliver(outgoing)
  }

  discard(key: string): void {
    this.outbox = this.outbox.filter((it) => it.key !== key)
  }

  /** One after the other, so that letters arrive in the order they were written. */
  private deliver({ key, text, entities, replyTo }: Outgoing): void {
    this.sending = this.sending.then(async () => {
      try {
        const message = await this.api.sendMessage({ chatId: this.chatId, key, text, entities, replyTo })
        this.discard(key)
        this.add(message)
        this.onSent(message)
      } catch (error) {
        this.patch(key, { state: 'failed', error })
      }
    })
  }

  private patch(key: string, change: Partial<Outgoing>): void {
    this.outbox = this.outbox.map((it) => (it.key === key ? { ...it, ...change } : it))
  }

  private async page(
    query: { offsetId: number; addOffset: number },
    use: (messages: Message[]) => void,
  ): Promise<void> {
    if (this.isPaging) return
    this.isPaging = true
    try {
      const { messages } = await this.api.getHistory({ chatId: this.chatId, ...query, limit: PAGE })
      use(messages)
    } catch {
      // The reader's next scroll asks again.
    } finally {
      this.isPaging = false
    }
  }
}
