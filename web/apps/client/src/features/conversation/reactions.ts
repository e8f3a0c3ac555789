import type { ChatInfo, Reactions } from '@botschaft/protocol'

/** The usual ones, in the order in which they are offered. */
const COMMON = ['👍', '❤', '😁', '🎉', '😢', '🔥', '👏', '🙏', '🤔', '👎', '😱', '🥰', '🤯', '🤩', '👌', '💯']

/** `known` are all that the server takes, empty while that is not known. */
export function offered(info: ChatInfo | undefined, known: readonly string[]): readonly string[] {
  if (info !== undefined && info.reactions !== 'all') return info.reactions
  return all(known)
}

/** All that can be chosen: the usual ones first. */
export function all(known: readonly string[]): readonly string[] {
  if (known.length === 0) return COMMON
  const usual = COMMON.filter((it) => known.includes(it))
  return [...usual, ...known.filter((it) => !usual.includes(it))]
}

type Recent = Reactions['recent'][number]

/** What is known after an update, which may not say which reactions are one's own, and which were not looked at. */
export function mergeReactions(known: Reactions | null, told: Reactions): Reactions {
  if (!told.isPartial || !known) return told
  const mine = new Set(known.counts.filter((it) => it.isMine).map((it) => it.emoji))
  const keyOf = (it: Recent) => `${it.peerId} ${it.emoji} ${it.date}`
  const before = new Map(known.recent.map((it) => [keyOf(it), it]))
  return {
    ...told,
    counts: told.counts.map((it) => ({ ...it, isMine: mine.has(it.emoji) })),
    recent: told.recent.map((it) => before.get(keyOf(it)) ?? it),
  }
}

/** One's own reactions after giving one, or after giving it again, which takes it back. */
export function toggled(reactions: Reactions | null, emoji: string): string[] {
  const mine = (reactions?.counts ?? []).filter((it) => it.isMine).map((it) => it.emoji)
  return mine.includes(emoji) ? mine.filter((it) => it !== emoji) : [emoji]
}
