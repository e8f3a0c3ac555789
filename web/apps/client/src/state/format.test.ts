import { describe, expect, it } from 'vitest'
import { daysAgo, isOnline, listTime, presencePhrase } from './format'

const at = (text: string) => new Date(text).getTime() / 1000
const now = at('2026-11-20T15:00:00')

describe('daysAgo', () => {
  it('counts calendar days', () => {
    expect(daysAgo(at('2026-11-20T00:00:01'), now)).toBe(0)
    expect(daysAgo(at('2026-11-19T23:59:59'), now)).toBe(1)
  })
})

describe('listTime', () => {
  it('is a time today', () => expect(listTime(at('2026-11-20T08:05:00'), now, 'de')).toBe('08:05'))
  it('is a weekday this week', () => expect(listTime(at('2026-11-17T08:05:00'), now, 'de')).toMatch(/^Di/))
  it('is a date before', () => expect(listTime(at('2026-10-03T08:05:00'), now, 'en')).toBe('Oct 3'))
  it('names another year', () => expect(listTime(at('2024-10-03T08:05:00'), now, 'en')).toContain('2024'))
})

describe('presence', () => {
  it('is online until it ends', () => {
    expect(isOnline({ kind: 'online', until: now + 1 }, now)).toBe(true)
    expect(isOnline({ kind: 'online', until: now - 1 }, now)).toBe(false)
    expect(presencePhrase({ kind: 'online', until: now - 130 }, now, 'en')).toEqual({
      key: 'presence.minutes',
      params: { count: 2 },
    })
  })
  it('names the day', () => {
    expect(presencePhrase({ kind: 'offline', lastSeen: at('2026-11-20T08:05:00') }, now, 'de')).toEqual({
      key: 'presence.today',
      params: { time: '08:05' },
    })
    expect(presencePhrase({ kind: 'offline', lastSeen: at('2026-11-19T08:05:00') }, now, 'de').key).toBe(
      'presence.yesterday',
    )
    expect(presencePhrase({ kind: 'offline', lastSeen: at('2026-11-01T08:05:00') }, now, 'de').key).toBe(
      'presence.date',
    )
  })
  it('keeps what is hidden hidden', () =>
    expect(presencePhrase({ kind: 'recently' }, now, 'en').key).toBe('presence.recently'))
})
