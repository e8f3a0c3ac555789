const TICK_MS = 20_000

/** The time that relative texts are computed from, in Unix seconds. */
class Clock {
  now = $state(Date.now() / 1000)

  constructor() {
    setInterval(() => (this.now = Date.now() / 1000), TICK_MS)
  }
}

export const clock = new Clock()
