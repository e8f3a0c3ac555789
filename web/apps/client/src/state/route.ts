/** Where the reader is, as kept in the address bar's fragment. */
export type SettingsPage = 'overview' | 'profile' | 'folders' | 'sessions' | 'password' | 'blocked'

export type Route =
  | { place: 'chats' }
  | { place: 'archive' }
  | { place: 'contacts' }
  | { place: 'settings'; page: SettingsPage }
  | { place: 'chat'; chatId: number; showsProfile: boolean }

const PAGES: SettingsPage[] = ['profile', 'folders', 'sessions', 'password', 'blocked']

export function parseRoute(hash: string): Route {
  const [place, argument, detail] = hash.replace(/^#\/?/, '').split('/')
  if (place === 'contacts' || place === 'archive') return { place }
  if (place === 'settings') return { place, page: PAGES.find((it) => it === argument) ?? 'overview' }
  const chatId = Number(argument)
  if (place === 'chat' && Number.isSafeInteger(chatId) && chatId !== 0) {
    return { place, chatId, showsProfile: detail === 'profile' }
  }
  return { place: 'chats' }
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
      return `#/chat/${route.chatId}${route.showsProfile ? '/profile' : ''}`
  }
}

/** An invitation link is the one address with a path of its own. */
export function invitationOf(path: string): string | null {
  return /^\/invite\/([\w-]+)$/.exec(path)?.[1] ?? null
}
