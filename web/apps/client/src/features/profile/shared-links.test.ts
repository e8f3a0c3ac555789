import { plainMessage, type Entity, type LinkPreview } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { linksOf } from './shared-links'

const message = (text: string, entities: Entity[], preview: LinkPreview | null = null) =>
  plainMessage({ id: 1, chatId: 2, senderId: 2, date: 0, text, entities, preview })
const at = (text: string, words: string, rest: Partial<Entity> = {}): Entity => ({
  kind: 'link',
  offset: text.indexOf(words),
  length: words.length,
  ...rest,
})

describe('linksOf', () => {
  it('finds each link once, with or without its scheme', () => {
    const text = 'letters.example/a, https://post.example, letters.example/a'
    const first = at(text, 'letters.example/a')
    const again = { ...first, offset: text.lastIndexOf('letters') }
    expect(linksOf(message(text, [first, at(text, 'https://post.example'), again]))).toEqual([
      { url: 'https://letters.example/a', title: 'letters.example' },
      { url: 'https://post.example/', title: 'post.example' },
    ])
  })
  it('names what is hidden behind words, and what is known of a page', () => {
    const preview = { url: 'https://post.example/', siteName: 'Post', title: 'The Post', description: '' }
    const text = 'see here and https://post.example'
    const hidden = at(text, 'here', { kind: 'textLink', url: 'https://hidden.example/x' })
    expect(linksOf(message(text, [hidden, at(text, 'https://post.example')], preview))).toEqual([
      { url: 'https://hidden.example/x', title: 'here' },
      { url: 'https://post.example/', title: 'The Post' },
    ])
  })
  it('finds nothing in other entities, addresses of mail among them', () => {
    expect(linksOf(message('bold', [{ kind: 'bold', offset: 0, length: 4 }]))).toEqual([])
    expect(linksOf(message('a@post.example', [{ kind: 'email', offset: 0, length: 14 }]))).toEqual([])
  })
})
