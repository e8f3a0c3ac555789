import type { Api, ApiMethod } from './api'
import { ApiError } from './errors'
import type { AppEvent } from './events'
import type { Call, FromWorker } from './wire'

interface Pending {
  resolve(value: unknown): void
  reject(error: ApiError): void
}

/** The page's end of the protocol worker. */
export interface Connection {
  api: Api
  onEvent(listener: (event: AppEvent) => void): void
  close(): void
}

export function connectToWorker(worker: Worker): Connection {
  const pending = new Map<number, Pending>()
  const listeners: Array<(event: AppEvent) => void> = []
  let lastId = 0

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'event') {
      for (const listener of listeners) listener(data.event)
      return
    }
    const call = pending.get(data.id)
    pending.delete(data.id)
    if (data.kind === 'result') call?.resolve(data.value)
    else call?.reject(new ApiError(data.failure))
  })
  worker.addEventListener('error', () => {
    const error = new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
    for (const call of pending.values()) call.reject(error)
    pending.clear()
  })

  const invoke = (method: ApiMethod, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      pending.set(id, { resolve, reject })
      worker.postMessage({ id, method, args } satisfies Call)
    })

  const api = new Proxy({} as Api, {
    get:
      (_target, method: ApiMethod) =>
      (...args: unknown[]) =>
        invoke(method, args),
  })
  return { api, onEvent: (listener) => void listeners.push(listener), close: () => worker.terminate() }
}
