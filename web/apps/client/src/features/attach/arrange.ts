import type { BannedRight, OutgoingContent } from '@botschaft/protocol'

const ALBUM_MAX = 10

/** What may stand together in an album: pictures with videos, music with music, files with files. */
function albumOf({ kind }: Pick<OutgoingContent, 'kind'>): 'visual' | 'music' | 'file' | null {
  if (kind === 'photo' || kind === 'video') return 'visual'
  if (kind === 'music' || kind === 'file') return kind
  return null
}

/** Splits things into messages, in their order: neighbours that go together share one, up to ten. */
export function intoAlbums<T extends { content: Pick<OutgoingContent, 'kind'> }>(
  parts: readonly T[],
  isGrouped: boolean,
): T[][] {
  const albums: T[][] = []
  for (const part of parts) {
    const last = albums.at(-1)
    const kind = albumOf(part.content)
    const fits =
      isGrouped &&
      kind !== null &&
      last?.[0] !== undefined &&
      last.length < ALBUM_MAX &&
      albumOf(last[0].content) === kind
    if (fits) last.push(part)
    else albums.push([part])
  }
  return albums
}

const RIGHTS: Record<OutgoingContent['kind'], BannedRight> = {
  photo: 'sendPhotos',
  video: 'sendVideos',
  gif: 'sendGifs',
  round: 'sendRoundvideos',
  voice: 'sendVoices',
  music: 'sendAudios',
  file: 'sendDocs',
  contact: 'sendPlain',
  location: 'sendPlain',
  dice: 'sendStickers',
  stored: 'sendStickers',
}

/** What one must be allowed to do to send this. */
export const rightFor = (kind: OutgoingContent['kind']): BannedRight => RIGHTS[kind]

/** Moves one of a list to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  const item = list[from]
  return item === undefined ? rest : [...rest.slice(0, to), item, ...rest.slice(to)]
}
