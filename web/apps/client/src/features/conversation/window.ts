import type { Message } from '@botschaft/protocol'

/** Messages of a chat in ascending order of id, a contiguous stretch of its history. */
export type Stretch = readonly Message[]

/** Messages kept at most; the far end is forgotten when a page is added, and fetched again when scrolled to. */
export const STRETCH_MAX = 1_200

/** Joins a page to a stretch; a message in both is taken from the page, which is newer knowledge. */
export function merge(stretch: Stretch, page: readonly Message[]): Message[] {
  const byId = new Map(stretch.map((it) => [it.id, it]))
  for (const message of page) byId.set(message.id, message)
  return [...byId.values()].sort((a, b) => a.id - b.id)
}

export function replace(stretch: Stretch, message: Message): Stretch {
  return stretch.some((it) => it.id === message.id)
    ? stretch.map((it) => (it.id === message.id ? message : it))
    : stretch
}

export function without(stretch: Stretch, ids: ReadonlySet<number>): Stretch {
  return stretch.some((it) => ids.has(it.id)) ? stretch.filter((it) => !ids.has(it.id)) : stretch
}

/** Cuts to the maximum, keeping the named end; tells whether something was cut. */
export function cut(stretch: Stretch, keep: 'oldest' | 'newest'): { stretch: Stretch; wasCut: boolean } {
  if (stretch.length <= STRETCH_MAX) return { stretch, wasCut: false }
  return {
    stretch: keep === 'oldest' ? stretch.slice(0, STRETCH_MAX) : stretch.slice(-STRETCH_MAX),
    wasCut: true,
  }
}
