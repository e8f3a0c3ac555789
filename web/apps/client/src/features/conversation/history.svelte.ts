import type {
  Api,
  ChatId,
  FormattedText,
  Message,
  OutgoingPart,
  OutgoingReply,
  SendOptions,
} from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'
import { Outbox, type EnvelopeStore } from './outbox.svelte'
import { cut, merge, replace, without, type Stretch } from './window'

const PAGE = 100

/** The loaded stretch of one chat's history, or of one thread of it, and what is being sent to it. */
export class History {
  stretch = $state.raw<Stretch>([])
  status = $state<'unloaded' | 'loading' | 'ready' | 'failed'>('unloaded')
  hasOlder = $state(false)
  hasNewer = $state(false)
  /** Incoming messages above this id were unread when the chat was opened. */
  unreadAfter = $state<number | null>(null)
  /** What is pinned here, newest first. */
  pinned = $state.raw<readonly Message[]>([])
  readonly outbox: Outbox
  /** Messages replied to that are outside of the stretch; null for those that are gone. */
  private readonly quotes = new SvelteMap<number, Message | null>()
  private readonly wantedQuotes = new Set<number>()
  private readonly counted = new Set<number>()
  private isPaging = false
  /** Something arrived that the stretch could not take, because it did not reach the newest message. */
  private hasMissed = false

  constructor(
    readonly chatId: ChatId,
    private readonly api: Api,
    private readonly onSent: (message: Message) => void,
    /** First message of the thread or topic this is the history of. */
    readonly threadId: number | null = null,
    store?: EnvelopeStore,
  ) {
    const take = (message: Message, options: SendOptions) => {
      if (options.scheduleDate !== null) return
      this.add(message)
      this.onSent(message)
    }
    this.outbox = new Outbox(chatId, threadId, api, take, store)
  }

  get newestId(): number {
    return this.stretch.at(-1)?.id ?? 0
  }

  /** Loads the newest messages. */
  async load(): Promise<void> {
    if (this.stretch.length === 0) this.status = 'loading'
    try {
      this.hasMissed = false
      const { messages, total } = await this.fetch({ offsetId: 0, addOffset: 0 })
      this.stretch = merge([], messages)
      this.hasOlder = total > messages.length
      this.hasNewer = this.hasMissed
      this.status = 'ready'
    } catch {
      this.status = this.stretch.length > 0 ? 'ready' : 'failed'
    }
  }

  /** Loads the first messages. */
  async loadOldest(): Promise<void> {
    await this.page({ offsetId: 1, addOffset: -PAGE }, (messages, total) => {
      this.stretch = merge([], messages)
      this.hasOlder = false
      this.hasNewer = total > messages.length
    })
  }

  /** Loads what surrounds a message; false when that message is not there. */
  async loadAround(messageId: number): Promise<boolean> {
    const messages = await this.loadPart({ offsetId: messageId, addOffset: -PAGE / 2 })
    return messages.some((it) => it.id === messageId)
  }

  /** Loads what surrounds a moment; the first message since then, or the last before it. */
  async loadAroundDate(date: number): Promise<number | null> {
    const messages = await this.loadPart({ offsetId: 0, offsetDate: date, addOffset: -PAGE / 2 })
    const ascending = merge([], messages)
    return (ascending.find((it) => it.date >= date) ?? ascending.at(-1))?.id ?? null
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
    if (!this.includes(message)) return
    if (this.status === 'ready' && !this.hasNewer)
      this.stretch = cut(merge(this.stretch, [message]), 'newest').stretch
    else this.hasMissed = true
  }

  /** Whether a new message of the chat belongs here. */
  includes(message: Message): boolean {
    return this.threadId === null || message.replyTo?.threadId === this.threadId
  }

  edit(message: Message): void {
    this.stretch = replace(this.stretch, message)
    if (this.pinned.some((it) => it.id === message.id)) this.pinned = replace(this.pinned, message)
  }

  /** Changes what is known of one message. */
  patchMessage(id: number, change: (message: Message) => Partial<Message>): void {
    const message = this.stretch.find((it) => it.id === id)
    if (message) this.edit({ ...message, ...change(message) })
  }

  /** Changes every message that `matches`, such as those that show one poll. */
  patchAll(matches: (message: Message) => boolean, change: (message: Message) => Partial<Message>): void {
    if (!this.stretch.some(matches)) return
    this.stretch = this.stretch.map((it) => (matches(it) ? { ...it, ...change(it) } : it))
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
    this.pinned = without(this.pinned, ids)
    return this.stretch !== before
  }

  clear(): void {
    this.stretch = []
    this.pinned = []
    this.hasOlder = this.hasNewer = false
  }

  async loadPinned(): Promise<void> {
    this.pinned = await this.api.getPinned(this.chatId, this.threadId)
  }

  /** The message with this id; null when it is gone, undefined while it is not known. */
  quoted(id: number): Message | null | undefined {
    return this.stretch.find((it) => it.id === id) ?? this.quotes.get(id)
  }

  /** Fetches the messages that loaded ones among `shown` reply to. */
  needQuotes(shown: readonly Message[]): void {
    const ids = new Set<number>()
    for (const { replyTo } of shown) {
      if (
        replyTo &&
        !replyTo.isTopicOnly &&
        replyTo.chatId === null &&
        !this.wantedQuotes.has(replyTo.messageId)
      )
        ids.add(replyTo.messageId)
    }
    if (ids.size === 0) return
    const known = new Set(this.stretch.map((it) => it.id))
    const wanted = [...ids].filter((id) => !known.has(id))
    if (wanted.length === 0) return
    for (const id of wanted) this.wantedQuotes.add(id)
    this.api
      .getMessages(this.chatId, wanted)
      .then(({ messages }) => {
        for (const id of wanted) this.quotes.set(id, messages.find((it) => it.id === id) ?? null)
      })
      .catch(() => wanted.forEach((id) => this.wantedQuotes.delete(id)))
  }

  /** Says of posts, once each, that they were seen. */
  async countViews(posts: readonly Message[]): Promise<void> {
    const ids = posts.filter((it) => it.views !== null && !this.counted.has(it.id)).map((it) => it.id)
    if (ids.length === 0) return
    for (const id of ids) this.counted.add(id)
    for (const { id, views } of await this.api.countViews(this.chatId, ids))
      if (views !== null) this.patchMessage(id, () => ({ views }))
  }

  send(text: FormattedText, reply: OutgoingReply | null, options: SendOptions): void {
    if (options.scheduleDate === null) this.unreadAfter = null
    this.outbox.send(text, reply, options)
  }

  sendMedia(parts: readonly OutgoingPart[], reply: OutgoingReply | null, options: SendOptions): void {
    if (options.scheduleDate === null) this.unreadAfter = null
    this.outbox.sendMedia(parts, reply, options)
  }

  private fetch(range: { offsetId: number; offsetDate?: number; addOffset: number }) {
    return this.api.getHistory({ chatId: this.chatId, threadId: this.threadId, limit: PAGE, ...range })
  }

  private async loadPart(range: {
    offsetId: number
    offsetDate?: number
    addOffset: number
  }): Promise<Message[]> {
    if (this.stretch.length === 0) this.status = 'loading'
    try {
      const { messages } = await this.fetch(range)
      this.stretch = merge([], messages)
      this.hasOlder = true
      this.hasNewer = true
      this.status = 'ready'
      return messages
    } catch {
      this.status = this.stretch.length > 0 ? 'ready' : 'failed'
      return []
    }
  }

  private async page(
    range: { offsetId: number; addOffset: number },
    use: (messages: Message[], total: number) => void,
  ): Promise<void> {
    if (this.isPaging) return
    this.isPaging = true
    try {
      const { messages, total } = await this.fetch(range)
      use(messages, total)
    } catch {
      // The reader's next scroll asks again.
    } finally {
      this.isPaging = false
    }
  }
}
