const HOLD_MS = 400
const CANCEL_PX = 110
const LOCK_PX = 70

/** How a recording is steered by the one button that begins it. */
export class Hold {
  isOn = $state(false)
  /** A finger is on the button, and lifting it sends. */
  isHeld = $state(false)
  /** How near cancelling is, from 0 to 1. */
  slide = $state(0)
  private start = { x: 0, y: 0, at: 0 }

  constructor(private readonly onrelease: () => void) {}

  press(event: PointerEvent): void {
    if (event.button !== 0 || this.isOn) return
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
    this.start = { x: event.clientX, y: event.clientY, at: event.timeStamp }
    this.isOn = this.isHeld = true
    this.slide = 0
  }

  move({ clientX, clientY }: PointerEvent): void {
    if (!this.isHeld) return
    if (this.start.y - clientY > LOCK_PX) return this.lock()
    this.slide = Math.min(1, Math.max(0, (this.start.x - clientX) / CANCEL_PX))
    if (this.slide === 1) this.cancel()
  }

  /** A short press goes on without a finger. */
  release(): void {
    if (!this.isHeld) return
    if (performance.now() - this.start.at < HOLD_MS) return this.lock()
    this.onrelease()
  }

  lock(): void {
    this.isOn = true
    this.isHeld = false
    this.slide = 0
  }

  cancel(): void {
    this.isOn = this.isHeld = false
    this.slide = 0
  }
}
