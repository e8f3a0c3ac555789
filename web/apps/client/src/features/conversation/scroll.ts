const BOTTOM_SLACK_PX = 60
const CONTEXT_SHARE = 0.3
/** So much of a message taller than the rest of the screen counts as having seen it. */
const SEEN_PX = 200

/** Reads and moves the scroll position of a conversation, by its rows marked with data-id. */
export class Scroll {
  element: HTMLElement | null = null
  wasAtBottom = true
  private anchor: { id: string; top: number } | null = null

  above(): number {
    return this.element?.scrollTop ?? 0
  }

  below(): number {
    const { element } = this
    return element ? element.scrollHeight - element.scrollTop - element.clientHeight : 0
  }

  isAtBottom(): boolean {
    return this.below() < BOTTOM_SLACK_PX
  }

  /** Notes, before rows change, whether the reader is at the end and which row is topmost on screen. */
  remember(): void {
    if (!this.element) return
    this.wasAtBottom = this.isAtBottom()
    const edge = this.element.getBoundingClientRect().top
    const row = this.rows().find((it) => it.getBoundingClientRect().bottom > edge)
    this.anchor = row?.dataset.id ? { id: row.dataset.id, top: row.getBoundingClientRect().top } : null
  }

  /** Puts that row back where it was. */
  restore(): void {
    const row = this.anchor && this.row(this.anchor.id)
    if (row && this.element && this.anchor)
      this.element.scrollTop += row.getBoundingClientRect().top - this.anchor.top
  }

  /** Smoothly only over short ways: nobody wants to watch hundreds of messages fly by. */
  toBottom(isSmooth = false): void {
    if (!this.element) return
    const isNear = this.below() < this.element.clientHeight
    this.element.scrollTo({
      top: this.element.scrollHeight,
      behavior: isSmooth && isNear ? 'smooth' : 'instant',
    })
  }

  /** False when the message is not among the rows. */
  toMessage(id: number, isSmooth = false): boolean {
    const row = this.row(String(id))
    row?.scrollIntoView({ block: 'center', behavior: isSmooth ? 'smooth' : 'instant' })
    return row !== null
  }

  /** Shows the first unread message with some context above it; false when there is no divider. */
  toUnread(): boolean {
    const divider = this.element?.querySelector<HTMLElement>('[data-unread]')
    if (!divider || !this.element) return false
    this.element.scrollTop = divider.offsetTop - this.element.clientHeight * CONTEXT_SHARE
    return true
  }

  /** Id of the lowest message that is on screen; 0 when there is none. */
  lastShown(): number {
    if (!this.element) return 0
    const edge = this.element.getBoundingClientRect().bottom
    const row = this.rows().findLast((it) => {
      const { top, bottom } = it.getBoundingClientRect()
      return bottom <= edge + 1 || top < edge - SEEN_PX
    })
    return Number(row?.dataset.id ?? 0)
  }

  private rows(): HTMLElement[] {
    return [...(this.element?.querySelectorAll<HTMLElement>('[data-id]') ?? [])]
  }

  private row(id: string): HTMLElement | null {
    return this.element?.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? null
  }
}
