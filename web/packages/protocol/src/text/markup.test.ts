import { describe, expect, it } from 'vitest'
import { mentionMarkup, parseMarkup, toMarkup } from './markup'

const parsed = (source: string) => {
  const { text, entities } = parseMarkup(source)
  return [text, ...entities.map((it) => `${it.kind} ${it.offset}+${it.length}`)]
}

describe('parseMarkup', () => {
  it('leaves plain text alone', () =>
    expect(parsed('2 * 3 ** 4 and a_b_c')).toEqual(['2 * 3 ** 4 and a_b_c']))
  it('trims', () => expect(parsed('  hi\n')).toEqual(['hi']))
  it('understands the marks', () => {
    expect(parsed('**b** __i__ ~~s~~ ||h|| `c`')).toEqual([
      'b i s h c',
      'bold 0+1',
      'italic 2+1',
      'strike 4+1',
      'spoiler 6+1',
      'code 8+1',
    ])
  })
  it('nests', () => expect(parsed('**a __b__ c**')).toEqual(['a b c', 'bold 0+5', 'italic 2+1']))
  it('keeps marks in code as they are', () => expect(parsed('`**x**`')).toEqual(['**x**', 'code 0+5']))
  it('keeps unclosed and empty marks', () => expect(parsed('**a and ____')).toEqual(['**a and ____']))
  it('takes the language of a block', () => {
    expect(parseMarkup('```cpp\nint x;\n```')).toEqual({
      text: 'int x;',
      entities: [{ kind: 'pre', offset: 0, length: 6, language: 'cpp' }],
    })
  })
})

describe('toMarkup', () => {
  it.each(['plain', '**b** and `c`', '**a __b__ c**', '```cpp\nint x;\n```', '~~**x**~~ ||y||'])(
    '%s survives both ways',
    (source) => {
      expect(parseMarkup(toMarkup(parseMarkup(source)))).toEqual(parseMarkup(source))
    },
  )
  it('drops what has no mark', () => {
    expect(toMarkup({ text: 'www.x.org', entities: [{ kind: 'link', offset: 0, length: 9 }] })).toBe(
      'www.x.org',
    )
  })
})

describe('mentions by name', () => {
  it('are entities, and come back for editing', () => {
    const typed = `Dear ${mentionMarkup('Ada', 7)}, hello`
    const parsed = parseMarkup(typed)
    expect(parsed).toEqual({
      text: 'Dear Ada, hello',
      entities: [{ kind: 'mentionName', offset: 5, length: 3, userId: 7 }],
    })
    expect(toMarkup(parsed)).toBe(typed)
  })
  it('are no way to break out of brackets', () =>
    expect(parseMarkup(mentionMarkup('A](b', 7)).text).toBe('A (b'))
})
