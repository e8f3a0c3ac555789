import type { ChatId, Discussion } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import type { Marks } from './marks'

/** How far a chat was read, as the list of chats knows it. */
export class ChatMarks implements Marks {
  constructor(
    private readonly chatId: ChatId,
    private readonly app: App,
  ) {}

  private get dialog() {
    return this.app.chats.dialogs.get(this.chatId)
  }

  get readInboxMaxId(): number {
    // Who is not in a channel reads nothing there.
    return this.dialog?.readInboxMaxId ?? Number.MAX_SAFE_INTEGER
  }

  get readOutboxMaxId(): number {
    return this.dialog?.readOutboxMaxId ?? 0
  }

  get unreadCount(): number {
    return this.dialog?.unreadCount ?? 0
  }

  read(maxId: number | null, count: number): void {
    const { app, chatId, dialog } = this
    if (!dialog) return
    if (maxId !== null) {
      app.chats.setInboxRead(chatId, maxId, Math.max(0, dialog.unreadCount - count))
      app.background(app.api.readHistory(chatId, maxId))
    } else if (dialog.isMarkedUnread) {
      app.chats.setMarkedUnread(chatId, false)
      app.background(app.api.markUnread(chatId, false))
    }
  }
}

/** How far a thread or topic was read. */
export class ThreadMarks implements Marks {
  readInboxMaxId = $state(Number.MAX_SAFE_INTEGER)
  readOutboxMaxId = $state(0)
  unreadCount = $state(0)

  constructor(
    private readonly chatId: ChatId,
    private readonly threadId: number,
    private readonly app: App,
  ) {}

  /** Asks for the marks; resolves with what the thread is about, null for a topic. */
  async load(): Promise<Discussion | null> {
    const { app, chatId, threadId } = this
    if (app.groups.chats.get(chatId)?.isForum) {
      const forum = app.forums.open(chatId)
      await forum.refresh(threadId)
      const topic = forum.get(threadId)
      if (topic) this.take(topic.readMaxId, topic.readOutboxMaxId, topic.unreadCount)
      return null
    }
    const discussion = await app.api.getDiscussion(chatId, threadId)
    this.take(discussion.readMaxId, discussion.readOutboxMaxId, discussion.unreadCount)
    return discussion
  }

  read(maxId: number | null, count: number): void {
    if (maxId === null) return
    const { app, chatId, threadId } = this
    this.take(maxId, this.readOutboxMaxId, Math.max(0, this.unreadCount - count))
    app.forums.open(chatId).setRead(threadId, maxId, this.unreadCount)
    app.background(app.api.readThread(chatId, threadId, maxId))
  }

  private take(readInboxMaxId: number, readOutboxMaxId: number, unreadCount: number): void {
    this.readInboxMaxId = readInboxMaxId
    this.readOutboxMaxId = readOutboxMaxId
    this.unreadCount = unreadCount
  }
}
