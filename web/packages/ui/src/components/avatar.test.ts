import { describe, expect, it } from 'vitest'
import { monogram, tint } from './avatar'

describe('monogram', () => {
  it('takes first and last initial', () => expect(monogram('Ada King Lovelace')).toBe('AL'))
  it('takes one initial of one word', () => expect(monogram('zoë')).toBe('Z'))
  it('keeps whole characters', () => expect(monogram('🦉 Öhm')).toBe('🦉Ö'))
  it('has an answer for nothing', () => expect(monogram('  ')).toBe('?'))
})

describe('tint', () => {
  it('is stable', () => expect(tint(41)).toEqual(tint(41)))
  it('accepts negative ids', () => expect(tint(-3)).toHaveLength(2))
})
