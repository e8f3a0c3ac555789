import type { Presence } from '@botschaft/protocol'
import type { TextKey } from '../i18n/keys'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs far more than using it, and lists use them for every row. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let known = formatters.get(key)
  if (!known) formatters.set(key, (known = new Intl.DateTimeFormat(language, options)))
  return known
}

const MINUTE = 60
const DAY = 86_400

function startOfDay(unix: number): number {
  const date = new Date(unix * 1000)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 1000
}

/** Whole days between two moments as a calendar counts them; rounding absorbs the hour of daylight saving. */
export function daysAgo(unix: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(unix)) / DAY)
}

export function isSameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b)
}

export function timeOfDay(unix: number, language: string): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit' }).format(unix * 1000)
}

export function shortDate(unix: number, now: number, language: string): string {
  const isThisYear = new Date(unix * 1000).getFullYear() === new Date(now * 1000).getFullYear()
  return formatter(language, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(unix * 1000)
}

/** For lists: the time today, the weekday this week, else the date. */
export function listTime(unix: number, now: number, language: string): string {
  const days = daysAgo(unix, now)
  if (days <= 0) return timeOfDay(unix, language)
  if (days < 7) return formatter(language, { weekday: 'short' }).format(unix * 1000)
  return shortDate(unix, now, language)
}

export function longDate(unix: number, now: number, language: string): string {
  const isThisYear = new Date(unix * 1000).getFullYear() === new Date(now * 1000).getFullYear()
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
  if (!isThisYear) options.year = 'numeric'
  return formatter(language, options).format(unix * 1000)
}

const two = (value: number) => String(value).padStart(2, '0')

/** A day as date inputs have it, in the reader's time zone. */
export function dayInput(unix: number): string {
  const date = new Date(unix * 1000)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A moment as datetime-local inputs have it. */
export function momentInput(unix: number): string {
  const date = new Date(unix * 1000)
  return `${dayInput(unix)}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The first moment of a day, or the moment itself; null for what is none. */
export function dayOf(input: string): number | null {
  const unix = new Date(input.includes('T') ? input : `${input}T00:00`).getTime() / 1000
  return Number.isNaN(unix) ? null : unix
}

/** 1234567 as "1.2M"; small numbers as they are. */
export function shortNumber(count: number, language: string): string {
  const notation = count < 10_000 ? 'standard' : 'compact'
  return new Intl.NumberFormat(language, { notation, maximumFractionDigits: 1 }).format(count)
}

export function isOnline(presence: Presence | undefined, now: number): boolean {
  return presence?.kind === 'online' && presence.until > now
}

export interface Phrase {
  key: TextKey
  params?: Record<string, string | number>
}

function lastSeen(unix: number, now: number, language: string): Phrase {
  const minutes = Math.floor((now - unix) / MINUTE)
  if (minutes < 1) return { key: 'presence.justNow' }
  if (minutes < 60) return { key: 'presence.minutes', params: { count: minutes } }
  const time = timeOfDay(unix, language)
  const days = daysAgo(unix, now)
  if (days === 0) return { key: 'presence.today', params: { time } }
  if (days === 1) return { key: 'presence.yesterday', params: { time } }
  return { key: 'presence.date', params: { date: shortDate(unix, now, language) } }
}

export function presencePhrase(presence: Presence, now: number, language: string): Phrase {
  switch (presence.kind) {
    case 'online':
      return presence.until > now ? { key: 'presence.online' } : lastSeen(presence.until, now, language)
    case 'offline':
      return lastSeen(presence.lastSeen, now, language)
    default:
      return { key: `presence.${presence.kind}` }
  }
}
