import { describe, expect, it } from 'vitest'
import { fieldsOf } from './payload'

describe('fieldsOf', () => {
  it('reads fields, and lines within a value', () => {
    expect(fieldsOf('target: user:7\ntext: one\\ntwo: \\\\n\n')).toEqual([
      ['target', 'user:7'],
      ['text', 'one\ntwo: \\n'],
    ])
  })
  it('leaves other texts as they are', () => {
    expect(fieldsOf('Dear desk,\nplease: look')).toEqual([['', 'Dear desk,\nplease: look']])
  })
})
