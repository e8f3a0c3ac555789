import { describe, expect, it } from 'vitest'
import { pickLanguage, translate } from './translate'

const catalogue = {
  hello: 'Hello, {name}',
  'letters.one': '{count} letter',
  'letters.other': '{count} letters',
}

describe('translate', () => {
  it('fills in parameters', () => {
    expect(translate(catalogue, 'en', 'hello', { name: 'Ada' })).toBe('Hello, Ada')
  })
  it('leaves a missing parameter visible', () => {
    expect(translate(catalogue, 'en', 'hello')).toBe('Hello, {name}')
  })
  it('picks the plural form', () => {
    expect(translate(catalogue, 'en', 'letters', { count: 1 })).toBe('1 letter')
    expect(translate(catalogue, 'en', 'letters', { count: 0 })).toBe('0 letters')
  })
  it('shows the key when there is no text', () => {
    expect(translate(catalogue, 'en', 'missing')).toBe('missing')
  })
})

describe('pickLanguage', () => {
  it('takes the first wanted language that exists', () => {
    expect(pickLanguage(['fr-FR', 'de-AT', 'en'], ['en', 'de'])).toBe('de')
  })
  it('falls back to the first available', () => {
    expect(pickLanguage(['fr'], ['en', 'de'])).toBe('en')
  })
})
