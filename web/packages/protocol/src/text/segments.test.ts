import { describe, expect, it } from 'vitest'
import type { Entity } from '../types'
import { safeHref, toSegments } from './segments'

const brief = (text: string, entities: Entity[] = []) =>
  toSegments({ text, entities }).map((it) => [it.text, ...it.styles, ...(it.href ? [it.href] : [])].join('|'))

describe('toSegments', () => {
  it('has nothing for an empty text', () => expect(toSegments({ text: '', entities: [] })).toEqual([]))
  it('leaves plain text whole', () => expect(brief('hello')).toEqual(['hello']))
  it('cuts at borders', () => {
    expect(brief('a bold b', [{ kind: 'bold', offset: 2, length: 4 }])).toEqual(['a ', 'bold|bold', ' b'])
  })
  it('accepts overlaps', () => {
    const entities: Entity[] = [
      { kind: 'bold', offset: 0, length: 4 },
      { kind: 'italic', offset: 2, length: 4 },
    ]
    expect(brief('abcdef', entities)).toEqual(['ab|bold', 'cd|bold|italic', 'ef|italic'])
  })
  it('clips entities that lie', () => {
    const entities: Entity[] = [
      { kind: 'bold', offset: -3, length: 5 },
      { kind: 'code', offset: 4, length: 99 },
      { kind: 'italic', offset: 50, length: 1 },
    ]
    expect(brief('abcdef', entities)).toEqual(['ab|bold', 'cd', 'ef|code'])
  })
  it('counts emoji as two units, as the protocol does', () => {
    expect(brief('🦉 owl', [{ kind: 'bold', offset: 3, length: 3 }])).toEqual(['🦉 ', 'owl|bold'])
  })
  it('joined, gives the text back', () => {
    const text = 'see https://example.org/a_(b), or www.example.com!'
    expect(
      toSegments({ text, entities: [{ kind: 'bold', offset: 2, length: 20 }] })
        .map((it) => it.text)
        .join(''),
    ).toBe(text)
  })
  it('finds unmarked links without the punctuation behind them', () => {
    expect(brief('go to https://example.org/x, now')).toEqual([
      'go to ',
      'https://example.org/x|https://example.org/x',
      ', now',
    ])
    expect(brief('www.example.com')).toEqual(['www.example.com|https://www.example.com/'])
  })
  it('finds no links in code', () => {
    expect(brief('https://example.org', [{ kind: 'code', offset: 0, length: 19 }])).toEqual([
      'https://example.org|code',
    ])
  })
  it('keeps a text link from pointing to a script', () => {
    const [segment] = toSegments({
      text: 'click',
      entities: [{ kind: 'textLink', offset: 0, length: 5, url: 'javascript:alert(1)' }],
    })
    expect(segment?.href).toBeNull()
  })
  it('names who is mentioned', () => {
    expect(
      toSegments({ text: '@ada hi', entities: [{ kind: 'mention', offset: 0, length: 4 }] })[0],
    ).toMatchObject({ username: 'ada', userId: null })
    expect(
      toSegments({ text: 'Ada', entities: [{ kind: 'mentionName', offset: 0, length: 3, userId: 7 }] })[0],
    ).toMatchObject({ userId: 7 })
  })
})

describe('safeHref', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['example.org/x', 'https://example.org/x'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['tel:+49', 'tel:+49'],
    ['example.org:8080/x', 'https://example.org:8080/x'],
  ])('%s is allowed', (address, href) => expect(safeHref(address)).toBe(href))
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x/y',
    'https://',
  ])('%s is not', (address) => expect(safeHref(address)).toBeNull())
})
