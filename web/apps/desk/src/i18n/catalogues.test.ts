import { describe, expect, it } from 'vitest'
import { de } from './de'
import { en } from './en'

const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe('catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  })
  it.each(Object.entries(en))('%s takes the same parameters', (key, text) => {
    expect(parameters(de[key as keyof typeof de])).toEqual(parameters(text))
  })
  it('have no empty text', () => {
    for (const text of [...Object.values(en), ...Object.values(de)]) expect(text.trim()).not.toBe('')
  })
})
