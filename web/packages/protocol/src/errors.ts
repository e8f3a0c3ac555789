/** Why a call failed, in a form that crosses the worker boundary. */
export interface ApiFailure {
  /** The server's name for it (PHONE_CODE_INVALID, FLOOD_WAIT, …) or ours: UNREACHABLE, INSECURE_CONTEXT, INTERNAL. */
  name: string
  code: number
  /** For FLOOD_WAIT: seconds to wait. */
  seconds: number | null
}

export class ApiError extends Error implements ApiFailure {
  readonly code: number
  readonly seconds: number | null

  constructor(failure: ApiFailure) {
    super(failure.name)
    this.name = failure.name
    this.code = failure.code
    this.seconds = failure.seconds
  }
}

export function isApiError(error: unknown, name?: string): error is ApiError {
  return error instanceof ApiError && (name === undefined || error.name === name)
}
