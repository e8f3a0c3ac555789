import {
  parseMarkup,
  toMarkup,
  type Message,
  type OutgoingPart,
  type OutgoingReply,
  type SendOptions,
} from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import type { History } from '../conversation/history.svelte'
import { newPart } from '../conversation/outbox.svelte'

/** The server's limit for one message, in UTF-16 units. */
const TEXT_MAX = 4096
export const AT_ONCE: SendOptions = { isSilent: false, scheduleDate: null }
/** Alone in a message, these are thrown by the server. */
const DICE = /^(🎲|🎯|🏀|⚽|🎳|🎰)\uFE0F?$/u
const DRAFT_PAUSE_MS = 1_500
/** Others show "is writing" for six seconds, so repeating it more often is noise. */
const TYPING_REPEAT_MS = 4_500

/** What is being written in one chat or thread: a new message, a reply, or a change of an old one. */
export class Letter {
  text = $state('')
  replyTo = $state.raw<Message | null>(null)
  /** The part of that message that is answered; null for all of it. */
  quote = $state.raw<string | null>(null)
  editing = $state.raw<Message | null>(null)
  readonly parsed = $derived(parseMarkup(this.text))
  readonly excess = $derived(Math.max(0, this.parsed.text.length - TEXT_MAX))
  readonly canSend = $derived(this.parsed.text.length > 0 && this.excess === 0)
  private saved: { text: string; replyTo: number | null }
  private draftTimer = 0
  private lastTyping = 0

  constructor(
    readonly chatId: number,
    readonly threadId: number | null,
    private readonly app: App,
  ) {
    const draft =
      threadId === null ? app.chats.dialogs.get(chatId)?.draft : app.forums.open(chatId).get(threadId)?.draft
    this.text = draft?.text ?? ''
    // A draft of a topic answers its first message when it answers none.
    const replyTo = draft && draft.replyTo !== threadId ? draft.replyTo : null
    this.saved = { text: this.text, replyTo }
    if (replyTo) app.background(this.restoreReply(replyTo))
  }

  /** To be called after every keystroke. */
  changed(): void {
    if (this.editing) return
    clearTimeout(this.draftTimer)
    this.draftTimer = window.setTimeout(() => this.saveDraft(), DRAFT_PAUSE_MS)
    const now = Date.now()
    if (this.text && this.chatId !== this.app.me?.id && now - this.lastTyping > TYPING_REPEAT_MS) {
      this.lastTyping = now
      this.app.background(this.app.api.setTyping(this.chatId, this.threadId, true))
    }
  }

  reply(message: Message, quote: string | null): void {
    if (this.editing) this.cancel()
    this.replyTo = message
    this.quote = quote
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
      this.quote = null
      this.changed()
    }
  }

  /** Sends or saves; tells whether something new is on its way into the conversation. */
  async send(history: History, options: SendOptions = AT_ONCE): Promise<boolean> {
    if (!this.canSend) return false
    const { text, entities } = this.parsed
    const { editing, chatId } = this
    if (editing) {
      const edit = { chatId, id: editing.id, text, entities }
      if (await this.app.toasts.attempt(() => this.app.api.editMessage(edit))) this.cancel()
      return false
    }
    if (DICE.test(text))
      history.sendMedia([newPart({ kind: 'dice', emoji: text })], this.outgoingReply, options)
    else history.send({ text, entities }, this.outgoingReply, options)
    this.sent()
    return options.scheduleDate === null
  }

  /** Sends what is more than text; what was written has become its caption, or stays (`keepsText`). */
  sendMedia(
    history: History,
    messages: readonly OutgoingPart[][],
    options: SendOptions,
    keepsText = false,
  ): void {
    const { outgoingReply, text } = this
    messages.forEach((parts, index) => history.sendMedia(parts, index === 0 ? outgoingReply : null, options))
    this.sent()
    if (keepsText && text) {
      this.text = text
      this.changed()
    }
  }

  private sent(): void {
    clearTimeout(this.draftTimer)
    this.text = ''
    this.replyTo = null
    this.quote = null
    // Sending clears the draft on the server too.
    this.saved = { text: '', replyTo: null }
    this.lastTyping = 0
    if (this.threadId === null) void this.app.chats.setDraft(this.chatId, null)
  }

  leave(): void {
    if (this.editing) this.cancel()
    this.saveDraft()
  }

  private get outgoingReply(): OutgoingReply | null {
    return this.replyTo && { messageId: this.replyTo.id, quote: this.quote }
  }

  private saveDraft(): void {
    clearTimeout(this.draftTimer)
    if (this.editing) return
    const { app, chatId, threadId } = this
    const draft = { text: this.text.trim() ? this.text : '', replyTo: this.replyTo?.id ?? null }
    if (draft.text === this.saved.text && draft.replyTo === this.saved.replyTo) return
    this.saved = draft
    if (threadId === null) {
      const isEmpty = !draft.text && draft.replyTo === null
      app.background(app.chats.setDraft(chatId, isEmpty ? null : { ...draft, date: Date.now() / 1000 }))
    }
    app.background(app.api.saveDraft(chatId, threadId, draft.text, this.outgoingReply))
  }

  private async restoreReply(messageId: number): Promise<void> {
    const { messages } = await this.app.api.getMessages(this.chatId, [messageId])
    this.replyTo ??= messages[0] ?? null
  }
}
