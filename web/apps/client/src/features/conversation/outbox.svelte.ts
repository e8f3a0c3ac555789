import {
  isApiError,
  type Api,
  type ChatId,
  type FormattedText,
  type Message,
  type OutgoingContent,
  type OutgoingPart,
  type OutgoingReply,
  type SendOptions,
} from '@botschaft/protocol'

/** What is to be sent, as it can be kept: a text, or parts that show something. */
export interface Envelope extends FormattedText {
  key: string
  /** Empty for a text; several are an album. */
  parts: readonly OutgoingPart[]
  reply: OutgoingReply | null
  options: SendOptions
  date: number
}

/** A message on its way to the server. */
export interface Outgoing extends Envelope {
  state: 'sending' | 'failed'
  error: unknown
  /** When that was, in Unix seconds; 0 before. */
  refusedAt: number
}

/** Where letters with files wait while the page is closed. */
export interface EnvelopeStore {
  keep(chatId: ChatId, threadId: number | null, envelope: Envelope): void
  drop(key: string): void
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function newPart(content: OutgoingContent, caption?: FormattedText): OutgoingPart {
  return { key: newKey(), content, text: caption?.text ?? '', entities: caption?.entities ?? [] }
}

/** What is being sent to one chat or thread. */
export class Outbox {
  letters = $state.raw<readonly Outgoing[]>([])
  /** Texts do not wait for files: each go one after the other, in the order in which they were written. */
  private texts: Promise<void> = Promise.resolve()
  private files: Promise<void> = Promise.resolve()

  constructor(
    private readonly chatId: ChatId,
    private readonly threadId: number | null,
    private readonly api: Api,
    private readonly onSent: (message: Message, options: SendOptions) => void,
    private readonly store?: EnvelopeStore,
  ) {}

  send(text: FormattedText, reply: OutgoingReply | null, options: SendOptions): void {
    this.add({ ...text, key: newKey(), parts: [], reply, options, date: Date.now() / 1000 })
  }

  sendMedia(parts: readonly OutgoingPart[], reply: OutgoingReply | null, options: SendOptions): void {
    const [first] = parts
    if (!first) return
    const { text, entities, key } = first
    const envelope = { text, entities, key, parts, reply, options, date: Date.now() / 1000 }
    if (parts.some(({ content }) => 'blob' in content)) this.store?.keep(this.chatId, this.threadId, envelope)
    this.add(envelope)
  }

  /** Goes on with what was being sent when the page was closed. */
  restore(envelope: Envelope): void {
    if (!this.letters.some((it) => it.key === envelope.key)) this.add(envelope)
  }

  retry(key: string): void {
    const outgoing = this.letters.find((it) => it.key === key)
    if (!outgoing) return
    this.patch(key, { state: 'sending', error: null })
    this.deliver(outgoing)
  }

  discard(key: string): void {
    this.letters = this.letters.filter((it) => it.key !== key)
    this.store?.drop(key)
  }

  /** Ends what is under way. */
  async cancel(key: string): Promise<void> {
    this.discard(key)
    await this.api.cancelSending(key)
  }

  private add(envelope: Envelope): void {
    const outgoing: Outgoing = { ...envelope, state: 'sending', error: null, refusedAt: 0 }
    this.letters = [...this.letters, outgoing]
    this.deliver(outgoing)
  }

  private deliver(outgoing: Outgoing): void {
    if (outgoing.parts.length > 0) this.files = this.files.then(() => this.carry(outgoing))
    else this.texts = this.texts.then(() => this.carry(outgoing))
  }

  private async carry(outgoing: Outgoing): Promise<void> {
    const { key, options } = outgoing
    // It may have been cancelled while it waited.
    if (!this.letters.some((it) => it.key === key)) return
    try {
      const messages = await this.hand(outgoing)
      this.discard(key)
      for (const message of messages) this.onSent(message, options)
    } catch (error) {
      if (isApiError(error, 'CANCELLED')) this.discard(key)
      else this.patch(key, { state: 'failed', error, refusedAt: Date.now() / 1000 })
    }
  }

  private async hand({ key, text, entities, parts, reply, options }: Outgoing): Promise<Message[]> {
    const { chatId, threadId } = this
    if (parts.length > 0) return this.api.sendMedia({ chatId, threadId, reply, options, parts: [...parts] })
    return [await this.api.sendMessage({ chatId, threadId, key, text, entities, reply, options })]
  }

  private patch(key: string, change: Partial<Outgoing>): void {
    this.letters = this.letters.map((it) => (it.key === key ? { ...it, ...change } : it))
  }
}
