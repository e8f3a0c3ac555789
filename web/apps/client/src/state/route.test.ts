import { describe, expect, it } from 'vitest'
import { formatRoute, invitationOf, parseRoute, type Route } from './route'

const routes: Route[] = [
  { place: 'chats' },
  { place: 'contacts' },
  { place: 'settings', page: 'overview' },
  { place: 'settings', page: 'sessions' },
  { place: 'chat', chatId: 42, showsProfile: false },
  { place: 'chat', chatId: 42, showsProfile: true },
]

describe('routes', () => {
  it.each(routes)('$place survives the address bar', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })
  it.each(['', '#', '#/nowhere', '#/chat/', '#/chat/x', '#/chat/0'])('%s leads home', (hash) => {
    expect(parseRoute(hash)).toEqual({ place: 'chats' })
  })
})

describe('invitationOf', () => {
  it('is the token of the link', () => expect(invitationOf('/invite/aB-9_x')).toBe('aB-9_x'))
  it.each(['/', '/invite/', '/invite/a/b', '/invite/%41'])('%s is none', (path) => {
    expect(invitationOf(path)).toBeNull()
  })
})
