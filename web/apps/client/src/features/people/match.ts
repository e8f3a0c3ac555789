import type { User } from '@botschaft/protocol'

/** Lower case without accents, so that "zoe" finds "Zoë". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** True when some word of the name, or the username, begins with the query, or the number contains it. */
export function matches(user: User, name: string, query: string): boolean {
  const wanted = fold(query.trim().replace(/^@/, ''))
  if (wanted === '') return true
  if (` ${fold(name)}`.includes(` ${wanted}`)) return true
  if (user.username && fold(user.username).startsWith(wanted)) return true
  const digits = wanted.replace(/\D/g, '')
  return digits.length >= 3 && (user.phone?.includes(digits) ?? false)
}
