/** Where a link of this server leads: what follows its domain, or the tg: form of the same. */
export type Link =
  | { kind: 'invite'; hash: string }
  | { kind: 'name'; username: string; messageId: number | null }
  /** A message of a private supergroup or channel. */
  | { kind: 'message'; chatId: number; messageId: number }

const CHANNEL_ZERO = -1e12
/** Paths of one's own, which are no usernames. */
const RESERVED = new Set(['assets', 'invite', 'apiws', 'joinchat', 'index'])

const idOf = (text: string | undefined) => (text && /^\d{1,12}$/.test(text) ? Number(text) : null)

export function linkOfPath(path: string): Link | null {
  const [first = '', second, third] = path.replace(/^\//, '').split('/')
  const invited = first === 'joinchat' ? second : /^[+ ](.+)$/.exec(first)?.[1]
  if (invited) return /^[\w-]{4,64}$/.test(invited) ? { kind: 'invite', hash: invited } : null
  if (first === 'c') {
    const channelId = idOf(second)
    const messageId = idOf(third)
    return channelId && messageId ? { kind: 'message', chatId: CHANNEL_ZERO - channelId, messageId } : null
  }
  if (!/^[a-z]\w{3,31}$/i.test(first) || RESERVED.has(first.toLowerCase())) return null
  return { kind: 'name', username: first, messageId: idOf(second) }
}

/** A link in a text, of this server (`origin`) or for other clients. */
export function linkOfUrl(href: string, origin: string): Link | null {
  let url: URL
  try {
    url = new URL(href)
  } catch {
    return null
  }
  if (url.origin === origin) return linkOfPath(decodeURIComponent(url.pathname))
  if (url.protocol !== 'tg:') return null
  const query = url.searchParams
  const verb = url.hostname || url.pathname.replace(/^\/*/, '')
  if (verb === 'join') return linkOfPath(`/joinchat/${query.get('invite') ?? ''}`)
  if (verb === 'resolve') return linkOfPath(`/${query.get('domain') ?? ''}/${query.get('post') ?? ''}`)
  if (verb === 'privatepost') return linkOfPath(`/c/${query.get('channel') ?? ''}/${query.get('post') ?? ''}`)
  return null
}

/** The same for clients that are programs of their own. */
export function forOtherClients(link: Link): string {
  switch (link.kind) {
    case 'invite':
      return `tg://join?invite=${link.hash}`
    case 'name':
      return `tg://resolve?domain=${link.username}${link.messageId ? `&post=${link.messageId}` : ''}`
    case 'message':
      return `tg://privatepost?channel=${CHANNEL_ZERO - link.chatId}&post=${link.messageId}`
  }
}
