export type Theme = 'light' | 'dark'
export type ThemeChoice = Theme | 'system'

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')

export function effectiveTheme(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice
  return dark().matches ? 'dark' : 'light'
}

export function applyTheme(choice: ThemeChoice): void {
  const theme = effectiveTheme(choice)
  document.documentElement.dataset.theme = theme
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper)
}

export function onSystemThemeChange(listener: () => void): void {
  dark().addEventListener('change', listener)
}
