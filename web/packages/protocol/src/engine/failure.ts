import { tl } from '@mtcute/core'
import { ApiError, type ApiFailure } from '../errors'

/** FLOOD_WAIT_%d and the like become FLOOD_WAIT with the number beside it. */
function withoutParameter(name: string): string {
  return name.replace(/_(%d|\d+)$/, '')
}

export function toFailure(error: unknown): ApiFailure {
  if (error instanceof ApiError) return { name: error.name, code: error.code, seconds: error.seconds }
  if (tl.RpcError.is(error)) {
    const seconds = 'seconds' in error && typeof error.seconds === 'number' ? error.seconds : null
    return { name: withoutParameter(error.text), code: error.code, seconds }
  }
  console.error(error)
  return { name: 'INTERNAL', code: 500, seconds: null }
}

/** True when the server no longer accepts this session; asking for the password is the one harmless 401. */
export function endsSession(error: unknown): boolean {
  return tl.RpcError.is(error) && error.code === 401 && error.text !== 'SESSION_PASSWORD_NEEDED'
}
