import type { tl } from '@mtcute/core'
import type { PeerPhoto, RemoteFile } from '../types'
import { toBlur } from './media'

function toFile(peerId: number, photoId: string, isBig: boolean): RemoteFile {
  return {
    key: `peer/${photoId}/${isBig ? 'big' : 'small'}`,
    location: { kind: 'peerPhoto', peerId, photoId, isBig },
    size: 0,
    mime: 'image/jpeg',
    source: null,
  }
}

/** The picture beside the name of a person, group or channel; null for who has none. */
export function toPeerPhoto(
  peerId: number,
  raw: tl.TypeUserProfilePhoto | tl.TypeChatPhoto | undefined,
): PeerPhoto | null {
  if (raw?._ !== 'userProfilePhoto' && raw?._ !== 'chatPhoto') return null
  const id = raw.photoId.toString()
  return {
    id,
    small: toFile(peerId, id, false),
    big: toFile(peerId, id, true),
    blur: toBlur(raw.strippedThumb),
  }
}
