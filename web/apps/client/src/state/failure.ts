import { isApiError } from '@botschaft/protocol'
import { en } from '../i18n/en'
import type { TextKey } from '../i18n/keys'
import { t } from './preferences.svelte'

/** What to tell the reader about a failed call. */
export function failureText(error: unknown): string {
  if (!isApiError(error)) return t('error.generic', { name: 'INTERNAL' })
  const key = `error.${error.name}`
  return key in en
    ? t(key as TextKey, { seconds: error.seconds ?? 0 })
    : t('error.generic', { name: error.name })
}
