import type { Media, Message, PhotoMedia, VideoMedia } from '@botschaft/protocol'
import { layoutAlbum } from './album'
import { fit, type Size } from './fit'

export const STICKER_PX = 200
export const ROUND_PX = 220

/** What is seen rather than heard or read. */
export function isVisual(
  media: Media | null,
): media is PhotoMedia | (VideoMedia & { kind: 'video' | 'gif' }) {
  return media?.kind === 'photo' || media?.kind === 'video' || media?.kind === 'gif'
}

/** Stands for itself, without a bubble. */
export function isBare(message: Message): boolean {
  const kind = message.media?.kind
  return kind === 'sticker' || kind === 'round' || kind === 'dice'
}

export function visualSize(media: PhotoMedia | VideoMedia): Size {
  return media.kind === 'photo' ? (media.photo.sizes.at(-1) as Size) : media
}

/** What an album is arranged by. */
export const albumRatios = (messages: readonly Message[]): number[] =>
  messages.map(({ media }) => {
    if (!isVisual(media)) return 1
    const { width, height } = visualSize(media)
    return height > 0 ? width / height : 1
  })

export const isVisualAlbum = (messages: readonly Message[]): boolean =>
  messages.length > 1 && messages.every(({ media }) => isVisual(media) && media.ttl === null)

/** How high media is on a wide screen, before it was measured. */
export function mediaHeight(messages: readonly Message[]): number {
  if (isVisualAlbum(messages)) return layoutAlbum(albumRatios(messages)).height
  return messages.reduce((sum, { media }) => sum + heightOf(media), 0)
}

function heightOf(media: Media | null): number {
  if (isVisual(media)) return fit(visualSize(media)).height
  switch (media?.kind) {
    case undefined:
      return 0
    case 'sticker':
    case 'dice':
      return STICKER_PX
    case 'round':
      return ROUND_PX
    case 'location':
      return 84
    case 'expired':
      return 24
    default:
      return 58
  }
}
