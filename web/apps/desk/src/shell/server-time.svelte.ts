/** The server's time: what is due is due by its clock, whatever the reader's says. */
class ServerTime {
  #ahead = $state(0)
  #local = $state(Date.now())

  constructor() {
    setInterval(() => (this.#local = Date.now()), 1000)
  }
  /** `now`: unix seconds, as an answer had it. */
  sync(now: number): void {
    this.#ahead = now * 1000 - Date.now()
    this.#local = Date.now()
  }
  get now(): number {
    return Math.floor((this.#local + this.#ahead) / 1000)
  }
}

export const serverTime = new ServerTime()
