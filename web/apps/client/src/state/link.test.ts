import { describe, expect, it } from 'vitest'
import { forOtherClients, linkOfPath, linkOfUrl, pathOf, type Link } from './link'

describe('linkOfPath', () => {
  it.each([
    ['/+AbC-_123', { kind: 'invite', hash: 'AbC-_123' }],
    ['/joinchat/AbC-_123', { kind: 'invite', hash: 'AbC-_123' }],
    ['/c/77/12', { kind: 'message', chatId: -1000000000077, threadId: null, messageId: 12 }],
    ['/c/77/3/12', { kind: 'message', chatId: -1000000000077, threadId: 3, messageId: 12 }],
    ['/countess', { kind: 'name', username: 'countess', threadId: null, messageId: null }],
    ['/countess/9', { kind: 'name', username: 'countess', threadId: null, messageId: 9 }],
    ['/countess/3/9', { kind: 'name', username: 'countess', threadId: 3, messageId: 9 }],
  ])('%s', (path, link) => expect(linkOfPath(path)).toEqual(link))
  it.each(['/', '/invite/abc', '/assets/x.js', '/c/77', '/c/x/y', '/+', '/+a b', '/9lives', '/ab', '/a.b'])(
    '%s leads nowhere',
    (path) => expect(linkOfPath(path)).toBeNull(),
  )
})

describe('linkOfUrl', () => {
  const origin = 'https://letters.example'
  it('takes links of this server', () => {
    expect(linkOfUrl(`${origin}/+AbCd`, origin)).toEqual({ kind: 'invite', hash: 'AbCd' })
    expect(linkOfUrl('https://elsewhere.example/+AbCd', origin)).toBeNull()
    expect(linkOfUrl('nonsense', origin)).toBeNull()
  })
  it.each<Link>([
    { kind: 'invite', hash: 'AbCd' },
    { kind: 'name', username: 'countess', threadId: null, messageId: null },
    { kind: 'name', username: 'countess', threadId: null, messageId: 4 },
    { kind: 'name', username: 'countess', threadId: 3, messageId: 4 },
    { kind: 'message', chatId: -1000000000077, threadId: null, messageId: 12 },
    { kind: 'message', chatId: -1000000000077, threadId: 3, messageId: 12 },
  ])('what others are given leads back: %j', (link) => {
    expect(linkOfUrl(forOtherClients(link), origin)).toEqual(link)
    expect(linkOfUrl(`${origin}${pathOf(link)}`, origin)).toEqual(link)
  })
})

describe('links to sticker sets', () => {
  it.each(['https://here/addstickers/cats', 'https://here/addemoji/cats', 'tg://addstickers?set=cats'])(
    '%s',
    (url) => expect(linkOfUrl(url, 'https://here')).toEqual({ kind: 'stickers', shortName: 'cats' }),
  )
})
