/** Where a link of this server leads: what follows its domain, or the tg: form of the same. */
export type Link =
  | { kind: 'invite'; hash: string }
  /** A set of stickers or custom emoji. */
  | { kind: 'stickers'; shortName: string }
  | { kind: 'name'; username: string; threadId: number | null; messageId: number | null }
  /** A message of a private supergroup or channel; `threadId` is the topic or thread it is in, if that is said. */
  | { kind: 'message'; chatId: number; threadId: number | null; messageId: number }

const CHANNEL_ZERO = -1e12
/** Paths of one's own, which are no usernames. */
const RESERVED = new Set(['assets', 'invite', 'apiws', 'joinchat', 'index', 'addstickers', 'addemoji'])

const idOf = (text: string | undefined) => (text && /^\d{1,12}$/.test(text) ? Number(text) : null)

/** "/12" names a message, "/3/12" one in a topic or thread. */
function placeOf([first, second]: string[]): { threadId: number | null; messageId: number | null } {
  const [one, two] = [idOf(first), idOf(second)]
  return two === null ? { threadId: null, messageId: one } : { threadId: one, messageId: two }
}

export function linkOfPath(path: string): Link | null {
  const [first = '', ...rest] = path.replace(/^\//, '').split('/')
  const invited = first === 'joinchat' ? rest[0] : /^[+ ](.+)$/.exec(first)?.[1]
  if (invited) return /^[\w-]{4,64}$/.test(invited) ? { kind: 'invite', hash: invited } : null
  if (first === 'addstickers' || first === 'addemoji')
    return /^\w{1,64}$/.test(rest[0] ?? '') ? { kind: 'stickers', shortName: rest[0] ?? '' } : null
  if (first === 'c') {
    const channelId = idOf(rest[0])
    const place = placeOf(rest.slice(1))
    if (!channelId || place.messageId === null) return null
    return { kind: 'message', chatId: CHANNEL_ZERO - channelId, ...place, messageId: place.messageId }
  }
  if (!/^[a-z]\w{3,31}$/i.test(first) || RESERVED.has(first.toLowerCase())) return null
  return { kind: 'name', username: first, ...placeOf(rest) }
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
  if (verb === 'addstickers' || verb === 'addemoji') return linkOfPath(`/${verb}/${query.get('set') ?? ''}`)
  if (verb === 'join') return linkOfPath(`/joinchat/${query.get('invite') ?? ''}`)
  const place = ['thread', 'post'].flatMap((name) => query.get(name) ?? []).join('/')
  if (verb === 'resolve') return linkOfPath(`/${query.get('domain') ?? ''}/${place}`)
  if (verb === 'privatepost') return linkOfPath(`/c/${query.get('channel') ?? ''}/${place}`)
  return null
}

/** The same for clients that are programs of their own. */
export function forOtherClients(link: Link): string {
  switch (link.kind) {
    case 'invite':
      return `tg://join?invite=${link.hash}`
    case 'stickers':
      return `tg://addstickers?set=${link.shortName}`
    case 'name':
      return `tg://resolve?domain=${link.username}${queryOf(link)}`
    case 'message':
      return `tg://privatepost?channel=${CHANNEL_ZERO - link.chatId}${queryOf(link)}`
  }
}

function queryOf({ threadId, messageId }: { threadId: number | null; messageId: number | null }): string {
  return `${messageId ? `&post=${messageId}` : ''}${threadId ? `&thread=${threadId}` : ''}`
}

/** The path under which this server shows it. */
export function pathOf(link: Link): string {
  switch (link.kind) {
    case 'invite':
      return `/+${link.hash}`
    case 'stickers':
      return `/addstickers/${link.shortName}`
    case 'name':
      return ['', link.username, link.threadId, link.messageId].filter((it) => it !== null).join('/')
    case 'message':
      return ['/c', CHANNEL_ZERO - link.chatId, link.threadId, link.messageId]
        .filter((it) => it !== null)
        .join('/')
  }
}
