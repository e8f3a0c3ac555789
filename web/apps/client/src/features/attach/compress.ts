/** The longer side of a photo as it is sent, in pixels. */
export const PHOTO_SIDE = 1280
export const LARGE_PHOTO_SIDE = 2560
export const AVATAR_SIDE = 640
const JPEG = { type: 'image/jpeg', quality: 0.87 }

export interface Size {
  width: number
  height: number
}

/** The size within a square of `side`; nothing is made larger. */
export function fitted({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A part of a picture, in its own pixels. */
export interface Crop extends Size {
  x: number
  y: number
}

/** Draws a picture in another size, upright, without what its file tells of camera and place. */
export async function toJpeg(source: ImageBitmap | HTMLVideoElement, crop: Crop, size: Size): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  // What is transparent would be black in a JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, size.width, size.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, crop.x, crop.y, crop.width, crop.height, 0, 0, size.width, size.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture'))),
      JPEG.type,
      JPEG.quality,
    ),
  )
}

export interface CompressedPhoto extends Size {
  blob: Blob
}

/** A photo as it is sent: at most `side` pixels, a JPEG. */
export async function compressPhoto(file: Blob, side: number): Promise<CompressedPhoto> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const { width, height } = bitmap
    const size = fitted(bitmap, side)
    return { blob: await toJpeg(bitmap, { x: 0, y: 0, width, height }, size), ...size }
  } finally {
    bitmap.close()
  }
}
