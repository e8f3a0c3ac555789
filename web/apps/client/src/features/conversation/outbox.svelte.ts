import type { Api, ChatId, FormattedText, Message, OutgoingReply, SendOptions } from '@botschaft/protocol'

/** A message on its way to the server. */
export interface Outgoing extends FormattedText {
  key: string
  reply: OutgoingReply | null
  options: SendOptions
  date: number
  state: 'sending' | 'failed'
  error: unknown
  /** When that was, in Unix seconds; 0 before. */
  refusedAt: number
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What is being sent to one chat or thread. */
export class Outbox {
  letters = $state.raw<readonly Outgoing[]>([])
  private sending: Promise<void> = Promise.resolve()

  constructor(
    private readonly chatId: ChatId,
    private readonly threadId: number | null,
    private readonly api: Api,
    private readonly onSent: (message: Message, options: SendOptions) => void,
  ) {}

  send(text: FormattedText, reply: OutgoingReply | null, options: SendOptions): void {
    const outgoing: Outgoing = {
      ...text,
      key: newKey(),
      reply,
      options,
      date: Date.now() / 1000,
      state: 'sending',
      error: null,
      refusedAt: 0,
    }
    this.letters = [...this.letters, outgoing]
    this.deliver(outgoing)
  }

  retry(key: string): void {
    const outgoing = this.letters.find((it) => it.key === key)
    if (!outgoing) return
    this.patch(key, { state: 'sending', error: null })
    this.deliver(outgoing)
  }

  discard(key: string): void {
    this.letters = this.letters.filter((it) => it.key !== key)
  }

  /** One after the other, so that letters arrive in the order they were written. */
  private deliver({ key, text, entities, reply, options }: Outgoing): void {
    const { chatId, threadId } = this
    this.sending = this.sending.then(async () => {
      try {
        const letter = { chatId, threadId, key, text, entities, reply, options }
        const message = await this.api.sendMessage(letter)
        this.discard(key)
        this.onSent(message, options)
      } catch (error) {
        this.patch(key, { state: 'failed', error, refusedAt: Date.now() / 1000 })
      }
    })
  }

  private patch(key: string, change: Partial<Outgoing>): void {
    this.letters = this.letters.map((it) => (it.key === key ? { ...it, ...change } : it))
  }
}
