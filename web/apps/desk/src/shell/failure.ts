import { Refused, Unreachable } from '../api/http'
import { t, word } from './preferences.svelte'

/** Why it did not work, in the reader's language where we know better than the server's own words. */
export function reasonOf(error: unknown): string {
  if (error instanceof Unreachable) return t('app.unreachable')
  if (error instanceof Refused) {
    if (error.status === 401) return t('failure.signIn')
    if (error.status === 429) return t('failure.tooMany')
    const missing = error.problem.missing?.map((it) => word('condition', it))
    return missing ? t('failure.missing', { what: missing.join('; ') }) : error.message
  }
  throw error
}
