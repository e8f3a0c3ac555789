export class Cancelled extends Error {}

interface Waiting {
  urgency: number
  order: number
  start: () => void
}

/** Lets so many run at once; of those that wait, the most urgent first, and of equals the one that came first. */
export class Slots {
  private free: number
  private order = 0
  private waiting: Waiting[] = []

  constructor(count: number) {
    this.free = count
  }

  /** `urgency`: the smaller the sooner. Rejects with Cancelled when `signal` says so before it has begun. */
  async run<T>(urgency: number, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.enter(urgency, signal)
    try {
      return await work()
    } finally {
      this.free += 1
      this.next()
    }
  }

  private enter(urgency: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new Cancelled())
      const entry: Waiting = { urgency, order: this.order++, start: () => (unlisten(), resolve()) }
      const onabort = () => {
        this.waiting = this.waiting.filter((it) => it !== entry)
        reject(new Cancelled())
      }
      const unlisten = () => signal?.removeEventListener('abort', onabort)
      signal?.addEventListener('abort', onabort, { once: true })
      this.waiting.push(entry)
      this.next()
    })
  }

  private next(): void {
    if (this.free === 0 || this.waiting.length === 0) return
    const first = this.waiting.reduce((a, b) =>
      b.urgency < a.urgency || (b.urgency === a.urgency && b.order < a.order) ? b : a,
    )
    this.waiting = this.waiting.filter((it) => it !== first)
    this.free -= 1
    first.start()
  }
}
