import { t } from './preferences.svelte'

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A span of time in its largest whole unit: "1 day", "2 Wochen". */
export function spanText(seconds: number): string {
  for (const [unit, length] of UNITS) {
    if (seconds >= length && (seconds % length === 0 || unit !== 'month'))
      return t(`span.${unit}`, { count: Math.round(seconds / length) })
  }
  return t('span.second', { count: seconds })
}

/** About how long is left: "47 hours", "2 days", "1 minute" for the last one. */
export function untilText(seconds: number): string {
  const [unit, length] = UNITS.find(([name, it]) => seconds >= 2 * it && name !== 'second') ?? ['minute', 60]
  return t(`span.${unit}`, { count: Math.max(1, Math.round(seconds / length)) })
}

/** For countdowns: "0:42", "12:05". */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
