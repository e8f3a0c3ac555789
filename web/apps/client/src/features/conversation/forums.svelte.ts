import type { Api, ChatId, Message, Topic } from '@botschaft/protocol'

/** The first topic of every forum; messages that name no topic are in it. */
export const GENERAL_TOPIC = 1

/** Pinned ones first, then the most recent. */
export function compareTopics(a: Topic, b: Topic): number {
  if (a.isPinned !== b.isPinned) return a.isPinned ? -1 : 1
  return (b.lastMessage?.date ?? 0) - (a.lastMessage?.date ?? 0) || b.id - a.id
}

export function topicOf(message: Message): number {
  return message.replyTo?.threadId ?? GENERAL_TOPIC
}

/** The topics of one forum. */
export class Forum {
  private byId = $state.raw<ReadonlyMap<number, Topic>>(new Map())
  status = $state<'loading' | 'ready' | 'failed'>('loading')
  private total = 0

  constructor(
    readonly chatId: ChatId,
    private readonly api: Api,
  ) {}

  // Not a $derived: one made while a component is set up ends with that component, and a forum outlives it.
  get topics(): Topic[] {
    return [...this.byId.values()].sort(compareTopics)
  }

  get(topicId: number): Topic | undefined {
    return this.byId.get(topicId)
  }

  async load(): Promise<void> {
    try {
      const { topics, total } = await this.api.getTopics(this.chatId, '', null)
      this.byId = new Map(topics.map((it) => [it.id, it]))
      this.total = total
      this.status = 'ready'
    } catch {
      this.status = this.byId.size > 0 ? 'ready' : 'failed'
    }
  }

  async loadMore(): Promise<void> {
    const last = this.topics.at(-1)
    if (this.byId.size >= this.total || !last) return
    const { topics } = await this.api.getTopics(this.chatId, '', last)
    this.set(topics)
  }

  async refresh(topicId: number): Promise<void> {
    const topic = await this.api.getTopic(this.chatId, topicId)
    if (topic) this.set([topic])
  }

  async add(message: Message): Promise<void> {
    const id = message.service?.kind === 'topicCreated' ? message.id : topicOf(message)
    const topic = this.byId.get(id)
    if (!topic) return this.refresh(id)
    const isUnread = !message.isOutgoing && message.id > topic.readMaxId
    this.set([{ ...topic, lastMessage: message, unreadCount: topic.unreadCount + (isUnread ? 1 : 0) }])
    if (message.service) await this.refresh(id)
  }

  /** Mentions of oneself, or reactions to one's own messages, in the topics that have some or may have. */
  async refreshCounts(): Promise<void> {
    const { topics } = await this.api.getTopics(this.chatId, '', null)
    this.set(topics)
  }

  setRead(topicId: number, maxId: number, unreadCount: number): void {
    const topic = this.byId.get(topicId)
    if (topic && maxId > topic.readMaxId) this.set([{ ...topic, readMaxId: maxId, unreadCount }])
  }

  private set(topics: readonly Topic[]): void {
    this.byId = new Map([...this.byId, ...topics.map((it) => [it.id, it] as const)])
  }
}

/** The forums opened so far. */
export class Forums {
  private readonly opened = new Map<ChatId, Forum>()

  constructor(private readonly api: Api) {}

  open(chatId: ChatId): Forum {
    const forum = this.opened.get(chatId) ?? new Forum(chatId, this.api)
    this.opened.set(chatId, forum)
    return forum
  }

  add(message: Message): void {
    void this.opened
      .get(message.chatId)
      ?.add(message)
      .catch(() => {})
  }

  refreshCounts(chatId: ChatId): void {
    void this.opened
      .get(chatId)
      ?.refreshCounts()
      .catch(() => {})
  }

  /** Read elsewhere: how much is left is asked for. */
  setRead(chatId: ChatId, topicId: number, maxId: number): void {
    const forum = this.opened.get(chatId)
    if (forum && (forum.get(topicId)?.readMaxId ?? maxId) < maxId) void forum.refresh(topicId).catch(() => {})
  }
}
