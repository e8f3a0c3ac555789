import { createApi, type Engine } from './engine/engine'
import { toFailure } from './engine/failure'
import type { Call, FromWorker } from './wire'

/** Entry of the dedicated worker: runs the protocol engine and answers the page's calls. */
const scope = self as unknown as { postMessage(message: FromWorker): void } & Pick<Worker, 'addEventListener'>

const engine: Engine = createApi((event) => scope.postMessage({ kind: 'event', event }))

scope.addEventListener('message', async (message) => {
  const { id, method, args } = (message as MessageEvent<Call>).data
  try {
    const run = engine[method] as (...params: unknown[]) => Promise<unknown>
    scope.postMessage({ kind: 'result', id, value: await run(...args) })
  } catch (error) {
    scope.postMessage({ kind: 'failure', id, failure: toFailure(error) })
  }
})
