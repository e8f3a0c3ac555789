import type { Entity, EntityKind, FormattedText } from '../types'

export type SegmentStyle = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'pre' | 'quote'

/** A run of text that is shown in one way; the segments of a message joined give its text. */
export interface Segment {
  text: string
  styles: SegmentStyle[]
  /** A checked address to link to. */
  href: string | null
  /** Somebody mentioned: by username, or by id. */
  username: string | null
  userId: number | null
  language: string | null
  /** Of the custom emoji that stands for this text. */
  documentId: string | null
}

const STYLES = new Set<EntityKind>([
  'bold',
  'italic',
  'underline',
  'strike',
  'spoiler',
  'code',
  'pre',
  'quote',
])
const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const BARE_LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+[^\s<>"'`.,:;!?()[\]{}»“”…]/gi

/** An address that is harmless to click, or null. Text without a scheme is taken for a web site. */
export function safeHref(address: string): string | null {
  const candidate =
    /^[a-z][a-z\d+.-]*:/i.test(address) && !/^[\w.-]+:\d/.test(address) ? address : `https://${address}`
  try {
    const url = new URL(candidate)
    return SAFE_PROTOCOLS.has(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

function entityHref(entity: Entity, text: string): string | null {
  const shown = text.slice(entity.offset, entity.offset + entity.length)
  switch (entity.kind) {
    case 'textLink':
      return entity.url ? safeHref(entity.url) : null
    case 'link':
      return safeHref(shown)
    case 'email':
      return safeHref(`mailto:${shown}`)
    case 'phone':
      return safeHref(`tel:${shown.replace(/[^\d+]/g, '')}`)
    default:
      return null
  }
}

/** Links the sender's client did not mark, outside of code and of what is a link already. */
function bareLinks({ text, entities }: FormattedText): Entity[] {
  const taken = entities.filter((it) => !STYLES.has(it.kind) || it.kind === 'code' || it.kind === 'pre')
  const found: Entity[] = []
  for (const match of text.matchAll(BARE_LINK)) {
    const offset = match.index
    const end = offset + match[0].length
    const overlaps = taken.some((it) => it.offset < end && it.offset + it.length > offset)
    if (!overlaps) found.push({ kind: 'link', offset, length: match[0].length })
  }
  return found
}

function toSegment(text: string, from: number, to: number, active: Entity[]): Segment {
  const segment: Segment = {
    text: text.slice(from, to),
    styles: [],
    href: null,
    username: null,
    userId: null,
    language: null,
    documentId: null,
  }
  for (const entity of active) {
    if (STYLES.has(entity.kind)) {
      const style = entity.kind as SegmentStyle
      if (!segment.styles.includes(style)) segment.styles.push(style)
    }
    if (entity.kind === 'pre' && entity.language) segment.language = entity.language
    if (entity.kind === 'customEmoji') segment.documentId = entity.documentId ?? null
    if (entity.kind === 'mention')
      segment.username = text.slice(entity.offset + 1, entity.offset + entity.length)
    if (entity.kind === 'mentionName') segment.userId = entity.userId ?? null
    segment.href ??= entityHref(entity, text)
  }
  return segment
}

/**
 * Cuts a text at every border of an entity. Entities may overlap in any way and may be wrong: what lies outside of
 * the text is clipped, so whatever a sender claims, the reader sees the whole text once.
 */
export function toSegments(formatted: FormattedText): Segment[] {
  const { text } = formatted
  if (text === '') return []
  const entities = [...formatted.entities, ...bareLinks(formatted)]
    .map((it) => ({
      ...it,
      start: Math.max(0, it.offset),
      end: Math.min(text.length, it.offset + it.length),
    }))
    .filter((it) => it.end > it.start)
  const borders = [...new Set([0, text.length, ...entities.flatMap((it) => [it.start, it.end])])].sort(
    (a, b) => a - b,
  )
  return borders.slice(0, -1).map((from, index) => {
    const to = borders[index + 1] ?? text.length
    return toSegment(
      text,
      from,
      to,
      entities.filter((it) => it.start <= from && it.end >= to),
    )
  })
}
