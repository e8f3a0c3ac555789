import { describe, expect, it } from 'vitest'
import { forOtherClients, linkOfPath, linkOfUrl } from './link'

describe('linkOfPath', () => {
  it.each([
    ['/+AbC-_123', { kind: 'invite', hash: 'AbC-_123' }],
    ['/joinchat/AbC-_123', { kind: 'invite', hash: 'AbC-_123' }],
    ['/c/77/12', { kind: 'message', chatId: -1000000000077, messageId: 12 }],
    ['/countess', { kind: 'name', username: 'countess', messageId: null }],
    ['/countess/9', { kind: 'name', username: 'countess', messageId: 9 }],
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
  it.each([
    { kind: 'invite', hash: 'AbCd' },
    { kind: 'name', username: 'countess', messageId: null },
    { kind: 'name', username: 'countess', messageId: 4 },
    { kind: 'message', chatId: -1000000000077, messageId: 12 },
  ] as const)('what other clients are given leads back: %j', (link) => {
    expect(linkOfUrl(forOtherClients(link), origin)).toEqual(link)
  })
})
