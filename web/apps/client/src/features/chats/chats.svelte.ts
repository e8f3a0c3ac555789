import type { Api, ChatId, Dialog, DialogCursor, Draft, Message } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'
import { isInScope } from '../conversation/histories'
import { compareDialogs, withMessage } from './order'

/** A group that has become a supergroup: the supergroup stands in the list instead. */
const isStillThere = (it: Dialog): boolean => it.lastMessage?.service?.kind !== 'migratedTo'

/** The list of chats. */
export class Chats {
  readonly dialogs = new SvelteMap<ChatId, Dialog>()
  readonly sorted = $derived([...this.dialogs.values()].filter(isStillThere).sort(compareDialogs))
  readonly main = $derived(this.sorted.filter((it) => it.folderId === 0))
  readonly archived = $derived(this.sorted.filter((it) => it.folderId !== 0))
  /** Of what asks for attention: neither archived nor muted. */
  readonly unreadTotal = $derived(
    this.main.reduce((sum, it) => (this.isMuted(it) ? sum : sum + it.unreadCount), 0),
  )
  isLoaded = $state(false)
  private cursor: DialogCursor | null = null
  private isLoadingMore = false

  constructor(
    private readonly api: Api,
    private readonly isMuted: (dialog: Dialog) => boolean,
  ) {}

  async load(): Promise<void> {
    const page = await this.api.getDialogs(null)
    for (const dialog of page.dialogs) this.dialogs.set(dialog.chatId, dialog)
    this.cursor = page.next
    this.isLoaded = true
  }

  async loadMore(): Promise<void> {
    if (!this.cursor || this.isLoadingMore) return
    this.isLoadingMore = true
    try {
      const page = await this.api.getDialogs(this.cursor)
      for (const dialog of page.dialogs) {
        if (!this.dialogs.has(dialog.chatId)) this.dialogs.set(dialog.chatId, dialog)
      }
      this.cursor = page.next
    } finally {
      this.isLoadingMore = false
    }
  }

  async loadAll(): Promise<void> {
    for (let before = -1; this.cursor && this.dialogs.size !== before;) {
      before = this.dialogs.size
      await this.loadMore()
    }
  }

  /** Asks the server for one chat: it is new here, or something happened that cannot be computed. */
  async refresh(chatId: ChatId): Promise<void> {
    const dialog = await this.api.getDialog(chatId)
    if (!dialog?.lastMessage && !dialog?.draft) return void this.dialogs.delete(chatId)
    // A single answer ranks every pinned chat first; keep the rank that is known.
    const rank = dialog.pinRank === null ? null : (this.dialogs.get(chatId)?.pinRank ?? dialog.pinRank)
    this.dialogs.set(chatId, { ...dialog, pinRank: rank })
  }

  async add(message: Message): Promise<void> {
    const dialog = this.dialogs.get(message.chatId)
    if (dialog) this.dialogs.set(message.chatId, withMessage(dialog, message))
    else await this.refresh(message.chatId)
  }

  edit(message: Message): void {
    const dialog = this.dialogs.get(message.chatId)
    if (dialog?.lastMessage?.id === message.id) this.patch(message.chatId, { lastMessage: message })
  }

  /** Chats whose newest message is gone, or whose unread messages may be, are asked for again. */
  async removeMessages(
    scope: ChatId | null,
    ids: ReadonlySet<number>,
    touched: ReadonlySet<ChatId>,
  ): Promise<void> {
    const stale = this.sorted.filter(
      ({ chatId, lastMessage }) =>
        (lastMessage && isInScope(chatId, scope) && ids.has(lastMessage.id)) || touched.has(chatId),
    )
    await Promise.all(stale.map((it) => this.refresh(it.chatId)))
  }

  remove(chatId: ChatId): void {
    this.dialogs.delete(chatId)
  }

  setInboxRead(chatId: ChatId, maxId: number, unreadCount: number): void {
    const dialog = this.dialogs.get(chatId)
    if (!dialog || maxId < dialog.readInboxMaxId) return
    this.patch(chatId, { readInboxMaxId: maxId, unreadCount, isMarkedUnread: false })
  }

  setOutboxRead(chatId: ChatId, maxId: number): void {
    const dialog = this.dialogs.get(chatId)
    if (dialog && maxId > dialog.readOutboxMaxId) this.patch(chatId, { readOutboxMaxId: maxId })
  }

  async setDraft(chatId: ChatId, draft: Draft | null): Promise<void> {
    if (this.dialogs.has(chatId)) this.patch(chatId, { draft })
    else if (draft) await this.refresh(chatId)
  }

  setPinned(chatId: ChatId, isPinned: boolean): void {
    const dialog = this.dialogs.get(chatId)
    if (!dialog || isPinned === (dialog.pinRank !== null)) return
    const top = Math.min(1, ...this.sorted.map((it) => it.pinRank ?? 1))
    this.patch(chatId, { pinRank: isPinned ? top - 1 : null })
  }

  setPinnedOrder(order: ChatId[]): void {
    for (const { chatId } of this.sorted) {
      const rank = order.indexOf(chatId)
      this.patch(chatId, { pinRank: rank < 0 ? null : rank })
    }
  }

  setMarkedUnread(chatId: ChatId, isMarkedUnread: boolean): void {
    this.patch(chatId, { isMarkedUnread })
  }

  /** A chat that goes to another folder is not pinned any more. */
  setFolder(chatId: ChatId, folderId: number): void {
    const dialog = this.dialogs.get(chatId)
    if (dialog && dialog.folderId !== folderId) this.patch(chatId, { folderId, pinRank: null })
  }

  setMuted(chatId: ChatId, mutedUntil: number | null): void {
    this.patch(chatId, { mutedUntil })
  }

  private patch(chatId: ChatId, change: Partial<Dialog>): void {
    const dialog = this.dialogs.get(chatId)
    if (dialog) this.dialogs.set(chatId, { ...dialog, ...change })
  }
}
