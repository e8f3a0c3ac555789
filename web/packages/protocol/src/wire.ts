import type { ApiMethod } from './api'
import type { ApiFailure } from './errors'
import type { AppEvent } from './events'

/** Messages between the page and the worker. */
export interface Call {
  id: number
  method: ApiMethod
  args: unknown[]
}

export type FromWorker =
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'failure'; id: number; failure: ApiFailure }
  | { kind: 'event'; event: AppEvent }
