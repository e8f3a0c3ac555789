// Steps of one story: what follows a failed step is skipped, for it would fail for the same reason.
import { test } from 'node:test'

let isBroken = false
let lookAround = async () => {}

// What to do at a failed step, before anything is cleaned up: take pictures.
export function onFailure(look) {
  lookAround = look
}

export function step(name, run) {
  test(name, async (context) => {
    if (isBroken) return context.skip('an earlier step failed')
    try {
      await run()
    } catch (error) {
      isBroken = true
      await lookAround()
      throw error
    }
  })
}
