// Addresses of the app's own pages.
export type Place =
  | { page: 'home' | 'inbox' | 'log' | 'sign-in' | 'enrol' | 'new-order' }
  | { page: 'case'; ref: string }
  | { page: 'nowhere' }

const PAGES = {
  '/desk': 'home',
  '/desk/inbox': 'inbox',
  '/desk/verify': 'log',
  '/desk/sign-in': 'sign-in',
  '/desk/enrol': 'enrol',
  '/desk/orders/new': 'new-order',
} as const

const isPage = (path: string): path is keyof typeof PAGES => path in PAGES

export function placeOf(path: string): Place {
  const clean = path.replace(/\/+$/, '')
  if (isPage(clean)) return { page: PAGES[clean] }
  const ref = /^\/desk\/cases\/([A-Z0-9]+)$/.exec(clean)?.[1]
  return ref ? { page: 'case', ref } : { page: 'nowhere' }
}

class Router {
  path = $state(location.pathname)
  place = $derived(placeOf(this.path))

  constructor() {
    addEventListener('popstate', () => (this.path = location.pathname))
  }

  go(path: string): void {
    history.pushState(null, '', path)
    this.path = location.pathname
  }
}

export const router = new Router()

/** Links to pages of the app change the page without loading it anew. Put on an element around them. */
export function followLinks(node: HTMLElement) {
  const onclick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (!link || !isPlain || link.target || link.hasAttribute('download')) return
    if (link.origin !== location.origin || placeOf(link.pathname).page === 'nowhere') return
    event.preventDefault()
    router.go(link.pathname + link.search)
  }
  node.addEventListener('click', onclick)
  return { destroy: () => node.removeEventListener('click', onclick) }
}
