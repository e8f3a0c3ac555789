import { Preferences, translate, type Params } from '@botschaft/ui'
import { de } from '../i18n/de'
import { en, type MessageKey } from '../i18n/en'

type Base<K> = K extends `${infer B}.one` ? B : never

/** A key of the catalogues, or the stem of one that has plural forms. */
export type TextKey = MessageKey | Base<MessageKey>

const CATALOGUES = { en, de }

export const preferences = new Preferences()

/** The text for a key in the reader's language; components that use it follow a change of language. */
export function t(key: TextKey, params?: Params): string {
  return translate(CATALOGUES[preferences.language], preferences.language, key, params)
}

/** A word of the server's (a state, a lane, ...) in the reader's language; the word itself if it is new to us. */
export function word(kind: string, name: string): string {
  const key = `${kind}.${name}`
  return key in en ? t(key as TextKey) : name
}

export function when(seconds: number): string {
  return new Intl.DateTimeFormat(preferences.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    seconds * 1000,
  )
}
