/** Up to where a chat, topic or thread was read, and by what it is read on. */
export interface Marks {
  readonly readInboxMaxId: number
  readonly readOutboxMaxId: number
  readonly unreadCount: number
  /** Messages up to `maxId`, `count` of them unread until now, were seen; null when nothing unread was. */
  read(maxId: number | null, count: number): void
}
