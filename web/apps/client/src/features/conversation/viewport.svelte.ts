import { tick } from 'svelte'
import { Layout, type Anchor, type View } from './layout'
import type { Row } from './rows'

const BOTTOM_SLACK_PX = 60
const CONTEXT_SHARE = 0.3
/** So much of a message taller than the rest of the screen counts as having seen it. */
const SEEN_PX = 200
const MARGIN_MIN_PX = 1_000

/**
 * What is seen of a conversation. Only rows near the screen are in the document; those above and below are stood in
 * for by their heights. Whenever rows come, go or turn out to be of another height than was thought, the row at the
 * top edge stays where it is, or the end stays in sight if the reader was there.
 */
export class Viewport {
  readonly layout = new Layout()
  /** Where the rows in the document are centred; moved only when the reader has come near their border. */
  private centre = $state.raw<Anchor | null>(null)
  private element: HTMLElement | null = null
  private list: HTMLElement | null = null
  private held: { anchor: Anchor | null; wasAtBottom: boolean } = { anchor: null, wasAtBottom: true }
  private readonly sizes = new ResizeObserver((entries) => this.onResize(entries))
  private width = 0

  attach(element: HTMLElement): () => void {
    this.element = element
    this.width = element.clientWidth
    this.sizes.observe(element)
    return () => {
      this.sizes.disconnect()
      this.element = null
    }
  }

  /** `list` begins with the stand-in for the rows above. */
  attachList(list: HTMLElement): () => void {
    this.list = list
    return () => (this.list = null)
  }

  attachRow(row: HTMLElement): () => void {
    this.sizes.observe(row)
    return () => this.sizes.unobserve(row)
  }

  /** The part of these rows that belongs into the document. */
  view(rows: readonly Row[]): View {
    this.layout.setRows(rows)
    const position = this.centre ? this.layout.positionOf(this.centre) : null
    return this.layout.view(position ?? this.layout.total - this.height, this.height, this.margin)
  }

  get above(): number {
    return this.element ? this.position : 0
  }

  get below(): number {
    const { element } = this
    return element ? element.scrollHeight - element.scrollTop - element.clientHeight : 0
  }

  get isAtBottom(): boolean {
    return this.below < BOTTOM_SLACK_PX
  }

  /** To be called before rows change. */
  hold(): void {
    if (!this.element) return
    this.held = { anchor: this.layout.anchorAt(this.position), wasAtBottom: this.isAtBottom }
  }

  get wasAtBottom(): boolean {
    return this.held.wasAtBottom
  }

  /** To be called after rows have changed: measures the new ones and puts the held row back in its place. */
  settle(): void {
    this.measureRows()
    const position = this.held.anchor && this.layout.positionOf(this.held.anchor)
    if (position !== null) this.moveTo(position)
  }

  /** To be called when the reader has scrolled. */
  follow(): void {
    this.hold()
    const { position } = this
    const centred = this.centre ? this.layout.positionOf(this.centre) : null
    if (centred !== null && Math.abs(position - centred) < this.margin / 4) return
    this.centre = this.layout.anchorAt(position)
  }

  /** Smoothly only over short ways: nobody wants to watch hundreds of messages fly by. */
  async toBottom(isSmooth = false): Promise<void> {
    if (!this.element) return
    const isNear = this.below < this.height
    this.centre = this.layout.anchorAt(this.layout.total - this.height)
    await tick()
    this.measureRows()
    this.held = { anchor: null, wasAtBottom: true }
    this.element?.scrollTo({
      top: this.element.scrollHeight,
      behavior: isSmooth && isNear ? 'smooth' : 'instant',
    })
  }

  /** False when the row is not among those that are loaded. */
  async toRow(key: Row['key'], isSmooth = false): Promise<boolean> {
    return this.bring(key, isSmooth, (height) => Math.max(0, (this.height - height) / 2))
  }

  /** Shows the first unread message with some context above it; false when there is no divider. */
  async toUnread(): Promise<boolean> {
    return this.bring('unread', false, () => this.height * CONTEXT_SHARE)
  }

  /** Rows of which enough is on screen to have been seen. */
  shown(): Row[] {
    const { layout, position, height } = this
    const edge = position + height
    const rows: Row[] = []
    for (let index = layout.at(position); index < layout.length; index += 1) {
      const [top, bottom] = [layout.top(index), layout.top(index + 1)]
      if (bottom > edge + 1 && top >= edge - SEEN_PX) break
      const row = layout.row(index)
      if (row) rows.push(row)
    }
    return rows
  }

  private get height(): number {
    return this.element?.clientHeight ?? 0
  }

  private get margin(): number {
    return Math.max(MARGIN_MIN_PX, this.height * 1.5)
  }

  /** Where the first row begins in what can be scrolled; more than the padding when there is little to show. */
  private get start(): number {
    return this.list?.offsetTop ?? 0
  }

  /** The top edge of what is seen, counted from the first row. */
  private get position(): number {
    return (this.element?.scrollTop ?? 0) - this.start
  }

  private moveTo(position: number): void {
    if (!this.element) return
    const top = position + this.start
    if (Math.abs(this.element.scrollTop - top) >= 1) this.element.scrollTop = top
  }

  private async bring(key: Row['key'], isSmooth: boolean, gap: (height: number) => number): Promise<boolean> {
    const index = this.layout.indexOf(key)
    if (index < 0 || !this.element) return false
    // Who is led away from the end is not to be taken back there by the rows that come into view.
    this.held = { anchor: null, wasAtBottom: false }
    const target = () => this.layout.top(index) - gap(this.layout.top(index + 1) - this.layout.top(index))
    const isNear = Math.abs(target() - this.position) < this.height
    this.centre = this.layout.anchorAt(Math.max(0, target()))
    await tick()
    this.measureRows()
    const top = target() + this.start
    this.element?.scrollTo({ top, behavior: isSmooth && isNear ? 'smooth' : 'instant' })
    this.hold()
    return true
  }

  private measureRows(): void {
    for (const row of this.list?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? []) {
      this.layout.measure(keyOf(row), heightOf(row))
    }
  }

  private onResize(entries: ResizeObserverEntry[]): void {
    const { element } = this
    if (!element) return
    if (element.clientWidth !== this.width) {
      this.width = element.clientWidth
      this.layout.forget()
      this.measureRows()
    }
    // Taken before the heights change: what is at the edge stays there.
    const { anchor } = this.held
    let grown = 0
    for (const { target } of entries) {
      if (target !== element) grown += Math.abs(this.layout.measure(keyOf(target), heightOf(target)))
    }
    const isFrame = entries.some(({ target }) => target === element)
    if (grown === 0 && !isFrame) return
    if (this.held.wasAtBottom) element.scrollTop = element.scrollHeight
    else if (anchor && grown > 0) {
      const position = this.layout.positionOf(anchor)
      if (position !== null) this.moveTo(position)
    }
  }
}

/** Rows are rarely whole pixels high, and what is lost by rounding adds up. */
const heightOf = (row: Element): number => row.getBoundingClientRect().height

/** Keys of messages are numbers, those of other rows words. */
function keyOf(row: Element): Row['key'] {
  const key = (row as HTMLElement).dataset.row ?? ''
  return /^-?\d+$/.test(key) ? Number(key) : (key as 'unread')
}
