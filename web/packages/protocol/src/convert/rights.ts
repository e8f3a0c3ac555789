import type { tl } from '@mtcute/core'
import { MEDIA_RIGHTS } from '../rights'
import type { AdminRight, BannedRight } from '../types'

/** All kinds of attachments together have a flag of their own, which is what older clients go by. */
export function toRawBanned(rights: BannedRight[], until: number): tl.RawChatBannedRights {
  const flags = Object.fromEntries(rights.map((right) => [right, true]))
  const media = MEDIA_RIGHTS.every((right) => rights.includes(right)) ? { sendMedia: true } : {}
  return { ...flags, ...media, _: 'chatBannedRights', untilDate: until }
}

export function toRawAdmin(rights: AdminRight[]): tl.RawChatAdminRights {
  // `other` marks an admin without any of the rights; servers drop one that has no bit set.
  const flags = Object.fromEntries(rights.map((right) => [right, true]))
  return { ...flags, _: 'chatAdminRights', other: rights.length > 0 }
}
