import { Preferences, translate, type Params } from '@botschaft/ui'
import { de } from '../i18n/de'
import { en } from '../i18n/en'
import type { TextKey } from '../i18n/keys'

export { languageNames, type Language } from '@botschaft/ui'

const CATALOGUES = { en, de }

export const preferences = new Preferences()

/** The text for a key in the reader's language; components that use it follow a change of language. */
export function t(key: TextKey, params?: Params): string {
  return translate(CATALOGUES[preferences.language], preferences.language, key, params)
}
