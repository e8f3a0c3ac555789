import { formatRoute, parseRoute, type Route } from './route'

/** The current route, and the chat the wide layout keeps open beside it. */
export class Navigation {
  route = $state.raw<Route>(parseRoute(location.hash))
  chatId = $state<number | null>(null)
  /** The topic or thread of it that is shown. */
  threadId = $state<number | null>(null)
  /** A message to show first when the open chat is shown. */
  target = $state.raw<{ chatId: number; messageId: number } | null>(null)
  private steps = 0

  constructor() {
    this.follow()
    window.addEventListener('hashchange', () => this.follow())
  }

  go(route: Route): void {
    this.steps += 1
    location.hash = formatRoute(route)
  }

  openChat(chatId: number, messageId?: number): void {
    this.target = messageId === undefined ? null : { chatId, messageId }
    this.go({ place: 'chat', chatId, showsProfile: false })
  }

  openThread(chatId: number, threadId: number, messageId?: number): void {
    this.target = messageId === undefined ? null : { chatId, messageId }
    this.go({ place: 'chat', chatId, threadId, showsProfile: false })
  }

  /** Back the way the reader came, or to `parent` when they came in from elsewhere. */
  back(parent: Route): void {
    if (this.steps > 0) {
      this.steps -= 1
      history.back()
    } else {
      location.replace(formatRoute(parent))
    }
  }

  closeChat(): void {
    this.chatId = null
    this.go({ place: 'chats' })
  }

  private follow(): void {
    this.route = parseRoute(location.hash)
    if (this.route.place !== 'chat') return
    const { chatId, threadId, showsProfile, messageId } = this.route
    // The panel beside a thread leaves the thread open.
    if (!(showsProfile && chatId === this.chatId)) this.threadId = threadId ?? null
    this.chatId = chatId
    if (messageId !== undefined) this.target = { chatId, messageId }
  }
}
