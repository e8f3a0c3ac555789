import {
  applyTheme,
  onSystemThemeChange,
  pickLanguage,
  translate,
  type Params,
  type ThemeChoice,
} from '@botschaft/ui'
import { de } from '../i18n/de'
import { en } from '../i18n/en'
import type { TextKey } from '../i18n/keys'

const LANGUAGES = ['en', 'de'] as const
const THEMES = ['system', 'light', 'dark'] as const
const CATALOGUES = { en, de }
const LANGUAGE_KEY = 'botschaft.language'
const THEME_KEY = 'botschaft.theme'

export type Language = (typeof LANGUAGES)[number]
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' }

function stored<V extends string>(key: string, allowed: readonly V[]): V | null {
  try {
    return allowed.find((it) => it === localStorage.getItem(key)) ?? null
  } catch {
    return null
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

class Preferences {
  language = $state<Language>(stored(LANGUAGE_KEY, LANGUAGES) ?? pickLanguage(navigator.languages, LANGUAGES))
  theme = $state<ThemeChoice>(stored(THEME_KEY, THEMES) ?? 'system')

  /** The language with the reader's region, which decides how times and dates are written. */
  get locale(): string {
    return navigator.languages.find((it) => it.split('-')[0] === this.language) ?? this.language
  }

  /** Makes the document follow; called once at start and after every change. */
  apply(): void {
    document.documentElement.lang = this.language
    applyTheme(this.theme)
  }

  chooseLanguage(language: Language): void {
    this.language = language
    store(LANGUAGE_KEY, language)
    this.apply()
  }

  chooseTheme(theme: ThemeChoice): void {
    this.theme = theme
    store(THEME_KEY, theme)
    this.apply()
  }
}

export const preferences = new Preferences()
onSystemThemeChange(() => preferences.apply())

/** The text for a key in the reader's language; components that use it follow a change of language. */
export function t(key: TextKey, params?: Params): string {
  return translate(CATALOGUES[preferences.language], preferences.language, key, params)
}
