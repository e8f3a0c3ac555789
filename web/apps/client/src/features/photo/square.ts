import type { Crop, Size } from '../attach/compress'

export const ZOOM_MAX = 4

/** Where a square lies in a picture: its centre, and how much smaller it is than the largest one there is. */
export interface Placed {
  x: number
  y: number
  zoom: number
}

export const middleOf = ({ width, height }: Size): Placed => ({ x: width / 2, y: height / 2, zoom: 1 })

/** The nearest placement that keeps the square inside the picture. */
export function inside({ width, height }: Size, { x, y, zoom }: Placed): Placed {
  const near = Math.min(ZOOM_MAX, Math.max(1, zoom))
  const half = Math.min(width, height) / near / 2
  const clamp = (value: number, length: number) => Math.min(length - half, Math.max(half, value))
  return { x: clamp(x, width), y: clamp(y, height), zoom: near }
}

export function squareOf(picture: Size, placed: Placed): Crop {
  const { x, y, zoom } = inside(picture, placed)
  const side = Math.min(picture.width, picture.height) / zoom
  return { x: x - side / 2, y: y - side / 2, width: side, height: side }
}
