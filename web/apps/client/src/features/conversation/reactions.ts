import type { ChatInfo, Reactions } from '@botschaft/protocol'

/** Offered where every emoji may be given; the first ones at once, the others on request. */
export const COMMON = [
  '👍',
  '❤',
  '😁',
  '🎉',
  '😢',
  '🔥',
  '👏',
  '🙏',
  '🤔',
  '👎',
  '😱',
  '🥰',
  '🤯',
  '🤩',
  '👌',
  '💯',
]

export function offered(info: ChatInfo | undefined): readonly string[] {
  return info === undefined || info.reactions === 'all' ? COMMON : info.reactions
}

/** What is known after an update, which may not say which reactions are one's own. */
export function mergeReactions(known: Reactions | null, told: Reactions): Reactions {
  if (!told.isPartial || !known) return told
  const mine = new Set(known.counts.filter((it) => it.isMine).map((it) => it.emoji))
  return { ...told, counts: told.counts.map((it) => ({ ...it, isMine: mine.has(it.emoji) })) }
}

/** One's own reactions after giving one, or after giving it again, which takes it back. */
export function toggled(reactions: Reactions | null, emoji: string): string[] {
  const mine = (reactions?.counts ?? []).filter((it) => it.isMine).map((it) => it.emoji)
  return mine.includes(emoji) ? mine.filter((it) => it !== emoji) : [emoji]
}
