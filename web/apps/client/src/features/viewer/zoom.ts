/** How a picture is shown: `scale` times as large as it fits, moved by so many pixels from the middle. */
export interface Zoom {
  scale: number
  x: number
  y: number
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 }
const SCALE_MAX = 8

/** Some part of the picture stays in every part of the frame that it can fill. */
function within(zoom: Zoom, frame: { width: number; height: number }): Zoom {
  const limit = (size: number) => ((zoom.scale - 1) * size) / 2
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value))
  return { scale: zoom.scale, x: clamp(zoom.x, limit(frame.width)), y: clamp(zoom.y, limit(frame.height)) }
}

/** What is below the point, given from the middle of the frame, stays there. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  point: { x: number; y: number },
  frame: { width: number; height: number },
): Zoom {
  const scale = Math.min(SCALE_MAX, Math.max(1, zoom.scale * factor))
  const by = scale / zoom.scale
  return within({ scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by }, frame)
}

export function pan(zoom: Zoom, dx: number, dy: number, frame: { width: number; height: number }): Zoom {
  return within({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, frame)
}
