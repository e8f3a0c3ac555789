import type { Photo, PictureSize } from '@botschaft/protocol'

export interface Size {
  width: number
  height: number
}

/** What media without a size of its own is shown in. */
const UNKNOWN: Size = { width: 320, height: 240 }
export const MEDIA_MAX: Size = { width: 420, height: 440 }
const MEDIA_MIN: Size = { width: 140, height: 90 }

/**
 * The box for a picture of that size: as large as it is, within bounds. Very long or flat pictures are cut rather than
 * shown as a line.
 */
export function fit({ width, height }: Size, max: Size = MEDIA_MAX): Size {
  if (width <= 0 || height <= 0) return UNKNOWN
  const scale = Math.min(1, max.width / width, max.height / height)
  return {
    width: Math.round(Math.min(max.width, Math.max(MEDIA_MIN.width, width * scale))),
    height: Math.round(Math.min(max.height, Math.max(MEDIA_MIN.height, height * scale))),
  }
}

/** The smallest size that is sharp in a box of that width, on a screen of that density; else the largest there is. */
export function pickSize(photo: Photo, width: number, density: number): PictureSize {
  const largest = photo.sizes[photo.sizes.length - 1] as PictureSize
  return photo.sizes.find((it) => it.width >= width * density) ?? largest
}
