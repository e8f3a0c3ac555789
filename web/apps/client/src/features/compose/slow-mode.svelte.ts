import { hasAdminRight, isApiError, type ChatId } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import type { History } from '../conversation/history.svelte'

const TICK_MS = 500

/** In slow mode: how long until the next message may be sent. */
export class SlowMode {
  private now = $state(Date.now() / 1000)

  constructor(
    private readonly chatId: ChatId,
    private readonly app: App,
    private readonly history: History,
  ) {}

  /** Seconds to wait; 0 when nothing keeps one from writing. */
  get wait(): number {
    const chat = this.app.groups.chats.get(this.chatId)
    if (!chat?.isSlow || hasAdminRight(chat, 'banUsers')) return 0
    const next = this.app.groups.infos.get(this.chatId)?.slowModeNextSend ?? 0
    return Math.max(0, Math.ceil(Math.max(next, this.told) - this.now))
  }

  /** What the server answered to a message that came too early. */
  private get told(): number {
    const refused = this.history.outbox.letters.filter((it) => isApiError(it.error, 'SLOWMODE_WAIT'))
    return Math.max(
      0,
      ...refused.map((it) => it.refusedAt + (isApiError(it.error) ? (it.error.seconds ?? 0) : 0)),
    )
  }

  /** To be called when a message was sent. */
  sent(): void {
    const info = this.app.groups.infos.get(this.chatId)
    if (!info || info.slowModeSeconds === 0) return
    this.app.groups.patchInfo(this.chatId, { slowModeNextSend: Date.now() / 1000 + info.slowModeSeconds })
  }

  /** Keeps the count going while the composer is shown. */
  run(): () => void {
    const timer = setInterval(() => (this.now = Date.now() / 1000), TICK_MS)
    return () => clearInterval(timer)
  }
}
