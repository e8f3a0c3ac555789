import type { Message, MusicMedia, VoiceMedia } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'
import { playbackSource, type PlaybackSource } from './playback'

export type Recording = VoiceMedia | MusicMedia

const RATES = [1, 1.5, 2] as const

/** Plays one voice message or piece of music at a time, wherever the reader goes meanwhile. */
export class Player {
  message = $state.raw<Message | null>(null)
  media = $state.raw<Recording | null>(null)
  isPlaying = $state(false)
  isWaiting = $state(false)
  position = $state(0)
  rate = $state<number>(1)
  private element: HTMLAudioElement | null = null
  private source: PlaybackSource | null = null

  constructor(private readonly app: App) {}

  isCurrent(message: Message): boolean {
    return this.message?.id === message.id && this.message.chatId === message.chatId
  }

  async toggle(message: Message, media: Recording): Promise<void> {
    if (!this.isCurrent(message)) return this.begin(message, media)
    if (this.isPlaying) this.element?.pause()
    else await this.play()
  }

  seek(seconds: number): void {
    this.position = seconds
    if (this.element) this.element.currentTime = seconds
  }

  nextRate(): void {
    this.rate = RATES[(RATES.findIndex((it) => it === this.rate) + 1) % RATES.length] ?? 1
    if (this.element && this.media?.kind === 'voice') this.element.playbackRate = this.rate
  }

  /** Another sound begins, such as that of a film. */
  pause(): void {
    this.element?.pause()
  }

  stop(): void {
    this.element?.pause()
    this.source?.release()
    this.source = null
    this.element?.removeAttribute('src')
    this.message = this.media = null
    this.isPlaying = this.isWaiting = false
    this.position = 0
  }

  private async begin(message: Message, media: Recording): Promise<void> {
    this.stop()
    const element = (this.element ??= this.listenTo(new Audio()))
    this.message = message
    this.media = media
    this.isWaiting = true
    if (message.isMediaUnread && !message.isOutgoing)
      this.app.background(this.app.api.readContents(message.chatId, [message.id]))
    this.source = playbackSource(this.app, media.document.file)
    await this.load(element, message)
  }

  private async load(element: HTMLAudioElement, message: Message): Promise<void> {
    try {
      const url = await this.source?.url
      if (!url || this.message !== message) return
      element.src = url
      await this.play()
    } catch (error) {
      if (this.message !== message) return
      this.stop()
      await this.app.toasts.attempt(() => Promise.reject(error))
    }
  }

  private async play(): Promise<void> {
    const { element, media } = this
    if (!element) return
    element.playbackRate = media?.kind === 'voice' ? this.rate : 1
    // Rejects when it is paused before it has begun; an error of the source is told by its event.
    await element.play().catch(() => undefined)
  }

  private listenTo(element: HTMLAudioElement): HTMLAudioElement {
    element.preload = 'auto'
    element.addEventListener('play', () => (this.isPlaying = true))
    element.addEventListener('playing', () => (this.isWaiting = false))
    element.addEventListener('waiting', () => (this.isWaiting = true))
    element.addEventListener('pause', () => (this.isPlaying = false))
    element.addEventListener('timeupdate', () => {
      if (!element.ended) this.position = element.currentTime
    })
    element.addEventListener('ended', () => {
      this.position = 0
      this.isPlaying = false
    })
    element.addEventListener('error', () => void this.onError(element))
    return element
  }

  private async onError(element: HTMLAudioElement): Promise<void> {
    const { message, source } = this
    if (!message || !element.hasAttribute('src')) return
    if (source?.fallBack()) return this.load(element, message)
    this.stop()
    this.app.toasts.show(t('media.cannotPlay'))
  }
}
