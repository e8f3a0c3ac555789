import { describe, expect, it } from 'vitest'
import { excerpt, hashtagOf } from './query'

describe('hashtagOf', () => {
  it.each([
    ['#engine', 'engine'],
    [' #Müller_1 ', 'Müller_1'],
    ['engine', null],
    ['#', null],
    ['#two words', null],
  ])('%s', (query, hashtag) => expect(hashtagOf(query)).toBe(hashtag))
})

describe('excerpt', () => {
  const text = 'We may say most aptly that the Analytical Engine weaves algebraic patterns'
  it('begins near what was found', () => {
    expect(excerpt(text, 'weaves')).toBe('…the Analytical Engine weaves algebraic patterns')
  })
  it('leaves what begins with it, and what has none of it', () => {
    expect(excerpt(text, 'may')).toBe(text)
    expect(excerpt(text, 'nothing')).toBe(text)
  })
})
