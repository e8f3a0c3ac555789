import { safeHref, toSegments, type Message } from '@botschaft/protocol'

export interface SharedLink {
  /** Checked: harmless to follow. */
  url: string
  title: string
}

/** The links of a message to pages, in the order of its text, once each; what is known of a page goes with its link. */
export function linksOf(message: Message): SharedLink[] {
  const { preview } = message
  const links = new Map<string, SharedLink>()
  for (const { href, text } of toSegments(message)) {
    if (href === null || !/^https?:/.test(href) || links.has(href)) continue
    const isPreviewed = preview !== null && safeHref(preview.url) === href
    const known = isPreviewed ? preview.title || preview.siteName : ''
    const isAddress = safeHref(text) === href
    links.set(href, { url: href, title: known || (isAddress ? new URL(href).host : text) })
  }
  return [...links.values()]
}
