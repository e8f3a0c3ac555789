import type { App } from '../../state/app.svelte'

/** Id of the field that Ctrl+K jumps to. */
export const SEARCH_FIELD = 'search-chats'

/** Ctrl+K searches, Alt+Up and Alt+Down walk through the chats, Escape closes the open one. */
export function handleShortcut(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    if (app.nav.route.place !== 'chats' && app.nav.route.place !== 'chat') app.nav.go({ place: 'chats' })
    requestAnimationFrame(() => document.getElementById(SEARCH_FIELD)?.focus())
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault()
    step(app, event.key === 'ArrowUp' ? -1 : 1)
  } else if (event.key === 'Escape' && app.nav.route.place === 'chat' && !app.nav.route.showsProfile) {
    app.nav.closeChat()
  }
}

function step(app: App, by: number): void {
  const chats = app.chats.sorted
  const at = chats.findIndex((it) => it.chatId === app.nav.chatId)
  const next = chats[at < 0 ? 0 : at + by]
  if (next) app.nav.openChat(next.chatId)
}
