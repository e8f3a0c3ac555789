/** Where the reader is, as kept in the address bar's fragment. */
export type SettingsPage =
  | 'stickers'
  | 'overview'
  | 'profile'
  | 'folders'
  | 'privacy'
  | 'notifications'
  | 'sessions'
  | 'password'
  | 'blocked'
  | 'downloads'

export type Route =
  | { place: 'chats' }
  | { place: 'archive' }
  | { place: 'contacts' }
  | { place: 'settings'; page: SettingsPage }
  | { place: 'chat'; chatId: number; showsProfile: boolean; threadId?: number; messageId?: number }
  /** A link to something public, to be looked up. */
  | { place: 'name'; username: string; messageId?: number }

const PAGES: SettingsPage[] = [
  'profile',
  'folders',
  'privacy',
  'notifications',
  'sessions',
  'password',
  'blocked',
  'downloads',
  'stickers',
]

export function parseRoute(hash: string): Route {
  const [place, argument, detail, extra] = hash.replace(/^#\/?/, '').split('/')
  if (place === 'contacts' || place === 'archive') return { place }
  if (place === 'settings') return { place, page: PAGES.find((it) => it === argument) ?? 'overview' }
  const chatId = Number(argument)
  if (place === 'chat' && Number.isSafeInteger(chatId) && chatId !== 0) {
    const route = { place, chatId, showsProfile: detail === 'profile' } as const
    const id = idOf(extra)
    if (detail === 'thread' && id) return { ...route, threadId: id }
    if (detail === 'message' && id) return { ...route, messageId: id }
    return route
  }
  const name = /^@(\w+)$/.exec(place ?? '')
  if (name?.[1]) {
    const messageId = idOf(argument)
    return { place: 'name', username: name[1], ...(messageId ? { messageId } : {}) }
  }
  return { place: 'chats' }
}

function idOf(text: string | undefined): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

export function formatRoute(route: Route): string {
  switch (route.place) {
    case 'chats':
      return '#/'
    case 'archive':
      return '#/archive'
    case 'contacts':
      return '#/contacts'
    case 'settings':
      return route.page === 'overview' ? '#/settings' : `#/settings/${route.page}`
    case 'chat':
      if (route.showsProfile) return `#/chat/${route.chatId}/profile`
      if (route.threadId) return `#/chat/${route.chatId}/thread/${route.threadId}`
      return `#/chat/${route.chatId}${route.messageId ? `/message/${route.messageId}` : ''}`
    case 'name':
      return `#/@${route.username}${route.messageId ? `/${route.messageId}` : ''}`
  }
}

/** An invitation link is the one address with a path of its own. */
export function invitationOf(path: string): string | null {
  return /^\/invite\/([\w-]+)$/.exec(path)?.[1] ?? null
}
