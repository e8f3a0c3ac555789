import { mentionMarkup, type User } from '@botschaft/protocol'

/** The "@word" being typed in front of the cursor, and where it begins; null when there is none. */
export function mentionBefore(text: string, cursor: number): { query: string; from: number } | null {
  const match = /(^|[\s([{])@([\p{L}\p{N}_]{0,32})$/u.exec(text.slice(0, cursor))
  if (!match) return null
  const query = match[2] ?? ''
  return { query, from: cursor - query.length - 1 }
}

/** The text with somebody mentioned in place of what was typed, and where the cursor goes. */
export function withMention(
  text: string,
  from: number,
  cursor: number,
  user: Pick<User, 'id' | 'username'>,
  name: string,
): { text: string; cursor: number } {
  const mention = `${user.username ? `@${user.username}` : mentionMarkup(name, user.id)} `
  const rest = text.slice(cursor).replace(/^ /, '')
  return { text: text.slice(0, from) + mention + rest, cursor: from + mention.length }
}
