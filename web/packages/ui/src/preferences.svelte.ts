import { pickLanguage } from './i18n/translate'
import { applyTheme, onSystemThemeChange, type ThemeChoice } from './theme/theme'

const LANGUAGES = ['en', 'de'] as const
const THEMES = ['system', 'light', 'dark'] as const
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

/** What a reader has chosen, the same in every app of the server. */
export class Preferences {
  language = $state<Language>(stored(LANGUAGE_KEY, LANGUAGES) ?? pickLanguage(navigator.languages, LANGUAGES))
  theme = $state<ThemeChoice>(stored(THEME_KEY, THEMES) ?? 'system')

  constructor() {
    onSystemThemeChange(() => this.apply())
  }

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
