import { describe, expect, it } from 'vitest'
import { span } from './span'

describe('span', () => {
  it.each([
    [0, '0:00'],
    [42, '0:42'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [18_547, '5:09:07'],
    [86_400, '1 d 0 h'],
    [604_799, '6 d 23 h'],
    [-61, '1:01'],
  ])('%i seconds are %s', (seconds, text) => expect(span(seconds)).toBe(text))
})
