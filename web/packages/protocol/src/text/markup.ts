import type { Entity, EntityKind, FormattedText } from '../types'

/** The marks people may type, longest first, as in most messengers. */
const MARKS: Array<{ mark: string; kind: EntityKind }> = [
  { mark: '```', kind: 'pre' },
  { mark: '**', kind: 'bold' },
  { mark: '__', kind: 'italic' },
  { mark: '~~', kind: 'strike' },
  { mark: '||', kind: 'spoiler' },
  { mark: '`', kind: 'code' },
]
const VERBATIM = new Set<EntityKind>(['pre', 'code'])

interface Span {
  kind: EntityKind
  content: string
  /** Index behind the closing mark. */
  end: number
}

/** The marked span that starts at `at`, if a closing mark with something between follows. */
function spanAt(source: string, at: number): Span | null {
  for (const { mark, kind } of MARKS) {
    if (!source.startsWith(mark, at)) continue
    const from = at + mark.length
    const to = source.indexOf(mark, from)
    const content = to < 0 ? '' : source.slice(from, to)
    if (content.trim() === '' || (kind !== 'pre' && (/^\s|\s$/.test(content) || content.includes('\n'))))
      return null
    return { kind, content, end: to + mark.length }
  }
  return null
}

/** A fenced block's first line is its language when it is one word with the code below it. */
function fenced(content: string): { code: string; language: string } {
  const match = /^([\w+#-]*)\n([\s\S]*)$/.exec(content)
  if (!match) return { code: content, language: '' }
  return { code: (match[2] ?? '').replace(/\n$/, ''), language: match[1] ?? '' }
}

/** "[Ada](tg://user?id=7)": how somebody without a username is mentioned. */
const MENTION = /\[([^\]\n]+)\]\(tg:\/\/user\?id=(\d+)\)/y

export function mentionMarkup(name: string, userId: number): string {
  return `[${name.replace(/[[\]\n]/g, ' ')}](tg://user?id=${userId})`
}

/** "[😀](tg://emoji?id=5)": a custom emoji, and what stands for it elsewhere. */
const CUSTOM_EMOJI = /\[([^\]\n]+)\]\(tg:\/\/emoji\?id=(\d+)\)/y

export function customEmojiMarkup(emoji: string, documentId: string): string {
  return `[${emoji}](tg://emoji?id=${documentId})`
}

function customEmojiAt(source: string, at: number): RegExpExecArray | null {
  if (source[at] !== '[') return null
  CUSTOM_EMOJI.lastIndex = at
  return CUSTOM_EMOJI.exec(source)
}

function mentionAt(source: string, at: number): RegExpExecArray | null {
  if (source[at] !== '[') return null
  MENTION.lastIndex = at
  return MENTION.exec(source)
}

function parse(source: string, offset: number): FormattedText {
  let text = ''
  const entities: Entity[] = []
  for (let at = 0; at < source.length;) {
    const mention = mentionAt(source, at)
    if (mention) {
      const [whole, name = '', userId] = mention
      const start = offset + text.length
      entities.push({ kind: 'mentionName', offset: start, length: name.length, userId: Number(userId) })
      text += name
      at += whole.length
      continue
    }
    const custom = customEmojiAt(source, at)
    if (custom) {
      const [whole, emoji = '', documentId = ''] = custom
      entities.push({ kind: 'customEmoji', offset: offset + text.length, length: emoji.length, documentId })
      text += emoji
      at += whole.length
      continue
    }
    const span = spanAt(source, at)
    if (!span) {
      text += source[at]
      at += 1
      continue
    }
    const start = offset + text.length
    const block = span.kind === 'pre' ? fenced(span.content) : null
    const inner = block
      ? { text: block.code, entities: [] }
      : VERBATIM.has(span.kind)
        ? { text: span.content, entities: [] }
        : parse(span.content, start)
    if (inner.text !== '') {
      entities.push({
        kind: span.kind,
        offset: start,
        length: inner.text.length,
        ...(block?.language ? { language: block.language } : {}),
      })
    }
    entities.push(...inner.entities)
    text += inner.text
    at = span.end
  }
  return { text, entities }
}

/** What somebody typed as the text to send: marks become entities, surrounding white space goes. */
export function parseMarkup(source: string): FormattedText {
  return parse(source.trim(), 0)
}

interface Insert {
  at: number
  text: string
  closes: boolean
  length: number
  index: number
}

/** Marks nest: at one place the inner ones close first, then the outer ones open first. */
function compareInserts(a: Insert, b: Insert): number {
  if (a.at !== b.at) return a.at - b.at
  if (a.closes !== b.closes) return a.closes ? -1 : 1
  return a.closes ? a.length - b.length || b.index - a.index : b.length - a.length || a.index - b.index
}

/** The inverse, for editing: entities with a mark become typed marks, the others are dropped. */
export function toMarkup({ text, entities }: FormattedText): string {
  const inserts = entities.flatMap(
    ({ kind, offset, length, language, userId, documentId }, index): Insert[] => {
      if (kind === 'mentionName') {
        return [
          { at: offset, text: '[', closes: false, length, index },
          { at: offset + length, text: `](tg://user?id=${userId})`, closes: true, length, index },
        ]
      }
      if (kind === 'customEmoji') {
        return [
          { at: offset, text: '[', closes: false, length, index },
          { at: offset + length, text: `](tg://emoji?id=${documentId})`, closes: true, length, index },
        ]
      }
      const mark = MARKS.find((it) => it.kind === kind)?.mark
      if (!mark) return []
      const [opening, closing] = kind === 'pre' ? [`${mark}${language ?? ''}\n`, `\n${mark}`] : [mark, mark]
      return [
        { at: offset, text: opening, closes: false, length, index },
        { at: offset + length, text: closing, closes: true, length, index },
      ]
    },
  )
  let result = ''
  let from = 0
  for (const insert of inserts.sort(compareInserts)) {
    result += text.slice(from, insert.at) + insert.text
    from = insert.at
  }
  return result + text.slice(from)
}
