import { failureText } from './failure'

const SHOWN_MS = 4_000

/** One short notice at a time, read out to those who cannot see it. */
export class Toasts {
  text = $state<string | null>(null)
  private timer = 0

  show(text: string): void {
    this.text = text
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => (this.text = null), SHOWN_MS)
  }

  /** Runs an action and tells the reader when it fails. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action()
      return true
    } catch (error) {
      this.show(failureText(error))
      return false
    }
  }
}
