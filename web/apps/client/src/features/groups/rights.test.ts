import { describe, expect, it } from 'vitest'
import { isTaken, withImplied } from './rights'

describe('permissions', () => {
  it('take all writing when each kind of it was taken', () => {
    expect(withImplied(['sendPlain', 'sendMedia', 'embedLinks', 'sendPolls'])).toContain('sendMessages')
    expect(withImplied(['sendPlain', 'sendMedia'])).not.toContain('sendMessages')
  })
  it('give writing back when one kind of it is given back', () => {
    expect(withImplied(['sendMessages', 'sendMedia'])).toEqual(['sendMedia'])
  })
  it('show every kind of writing as taken when all of it is', () => {
    expect(isTaken(['sendMessages'], 'sendPolls')).toBe(true)
    expect(isTaken(['sendMessages'], 'pinMessages')).toBe(false)
    expect(isTaken(['pinMessages'], 'pinMessages')).toBe(true)
  })
})
