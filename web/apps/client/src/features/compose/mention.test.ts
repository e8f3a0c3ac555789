import { describe, expect, it } from 'vitest'
import { mentionBefore, withMention } from './mention'

describe('mentionBefore', () => {
  it.each([
    ['@', 1, { query: '', from: 0 }],
    ['Dear @ma', 8, { query: 'ma', from: 5 }],
    ['(@Jör', 5, { query: 'Jör', from: 1 }],
    ['Dear @ma later', 8, { query: 'ma', from: 5 }],
  ])('%s', (text, cursor, found) => expect(mentionBefore(text, cursor)).toEqual(found))
  it.each([
    ['ada@example', 11],
    ['@ma ', 4],
    ['plain', 5],
  ])('%s mentions nobody', (text, cursor) => expect(mentionBefore(text, cursor)).toBeNull())
})

describe('withMention', () => {
  it('takes the username where there is one', () => {
    expect(withMention('Dear @ma, hello', 5, 8, { id: 7, username: 'mary' }, 'Mary')).toEqual({
      text: 'Dear @mary , hello',
      cursor: 11,
    })
  })
  it('else names the person', () => {
    expect(withMention('@ma', 0, 3, { id: 7, username: null }, 'Mary').text).toBe('[Mary](tg://user?id=7) ')
  })
})
