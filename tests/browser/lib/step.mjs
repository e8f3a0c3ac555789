// Steps of one story: what follows a failed step is skipped, for it would fail for the same reason.
import { test } from 'node:test'

let isBroken = false

export function step(name, run) {
  test(name, async (context) => {
    if (isBroken) return context.skip('an earlier step failed')
    try {
      await run()
    } catch (error) {
      isBroken = true
      throw error
    }
  })
}
