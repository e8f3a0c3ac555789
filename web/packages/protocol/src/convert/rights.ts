import type { tl } from '@mtcute/core'
import type { AdminRight, BannedRight } from '../types'

/** What "media" stands for: this client does not tell apart the kinds that chatBannedRights does. */
const MEDIA = {
  sendMedia: true,
  sendStickers: true,
  sendGifs: true,
  sendGames: true,
  sendInline: true,
  sendPhotos: true,
  sendVideos: true,
  sendRoundvideos: true,
  sendAudios: true,
  sendVoices: true,
  sendDocs: true,
} satisfies Partial<tl.RawChatBannedRights>

export function toRawBanned(rights: BannedRight[], until: number): tl.RawChatBannedRights {
  const flags = Object.fromEntries(rights.map((right) => [right, true]))
  const media = rights.includes('sendMedia') ? MEDIA : {}
  return { ...flags, ...media, _: 'chatBannedRights', untilDate: until }
}

export function toRawAdmin(rights: AdminRight[]): tl.RawChatAdminRights {
  // `other` marks an admin without any of the rights; servers drop one that has no bit set.
  const flags = Object.fromEntries(rights.map((right) => [right, true]))
  return { ...flags, _: 'chatAdminRights', other: rights.length > 0 }
}
