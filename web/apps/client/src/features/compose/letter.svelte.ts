import { parseMarkup, toMarkup, type Message } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import type { History } from '../conversation/history.svelte'

/** The server's limit for one message, in UTF-16 units. */
export const TEXT_MAX = 4096
const DRAFT_PAUSE_MS = 1_500
/** Others show "is writing" for six seconds, so repeating it more often is noise. */
const TYPING_REPEAT_MS = 4_500

/** What is being written in one chat: a new message, a reply, or a change of an old one. */
export class Letter {
  text = $state('')
  replyTo = $state.raw<Message | null>(null)
  editing = $state.raw<Message | null>(null)
  readonly parsed = $derived(parseMarkup(this.text))
  readonly excess = $derived(Math.max(0, this.parsed.text.length - TEXT_MAX))
  readonly canSend = $derived(this.parsed.text.length > 0 && this.excess === 0)
  private saved: { text: string; replyTo: number | null }
  private draftTimer = 0
  private lastTyping = 0

  constructor(
    readonly chatId: number,
    private readonly app: App,
  ) {
    const draft = app.chats.dialogs.get(chatId)?.draft
    this.text = draft?.text ?? ''
    this.saved = { text: this.text, replyTo: draft?.replyTo ?? null }
    if (draft?.replyTo) app.background(this.restoreReply(draft.replyTo))
  }

  /** To be called after every keystroke. */
  changed(): void {
    if (this.editing) return
    clearTimeout(this.draftTimer)
    this.draftTimer = window.setTimeout(() => this.saveDraft(), DRAFT_PAUSE_MS)
    const now = Date.now()
    if (this.text && this.chatId !== this.app.me?.id && now - this.lastTyping > TYPING_REPEAT_MS) {
      this.lastTyping = now
      this.app.background(this.app.api.setTyping(this.chatId, true))
    }
  }

  reply(message: Message): void {
    if (this.editing) this.cancel()
    this.replyTo = message
    this.changed()
  }

  edit(message: Message): void {
    this.saveDraft()
    this.editing = message
    this.text = toMarkup(message)
  }

  /** Leaves editing or replying; what had been written before comes back. */
  cancel(): void {
    if (this.editing) {
      this.editing = null
      this.text = this.saved.text
    } else {
      this.replyTo = null
      this.changed()
    }
  }

  /** Sends or saves; tells whether there was anything to do. */
  async send(history: History): Promise<boolean> {
    if (!this.canSend) return false
    const { text, entities } = this.parsed
    const { editing } = this
    if (editing) {
      const isDone = await this.app.toasts.attempt(() =>
        this.app.api.editMessage(this.chatId, editing.id, text, entities),
      )
      if (isDone) this.cancel()
      return false
    }
    history.send({ text, entities }, this.replyTo?.id ?? null)
    clearTimeout(this.draftTimer)
    this.text = ''
    this.replyTo = null
    // Sending clears the draft on the server too.
    this.saved = { text: '', replyTo: null }
    this.lastTyping = 0
    void this.app.chats.setDraft(this.chatId, null)
    return true
  }

  leave(): void {
    if (this.editing) this.cancel()
    this.saveDraft()
  }

  private saveDraft(): void {
    clearTimeout(this.draftTimer)
    if (this.editing) return
    const draft = { text: this.text.trim() ? this.text : '', replyTo: this.replyTo?.id ?? null }
    if (draft.text === this.saved.text && draft.replyTo === this.saved.replyTo) return
    this.saved = draft
    const isEmpty = !draft.text && draft.replyTo === null
    this.app.background(
      this.app.chats.setDraft(this.chatId, isEmpty ? null : { ...draft, date: Date.now() / 1000 }),
    )
    this.app.background(this.app.api.saveDraft(this.chatId, draft.text, draft.replyTo))
  }

  private async restoreReply(messageId: number): Promise<void> {
    const { messages } = await this.app.api.getMessages(this.chatId, [messageId])
    this.replyTo ??= messages[0] ?? null
  }
}
