import { fitted, toJpeg, type Size } from './compress'

/** What a picked file is, as far as this browser can tell. */
export type Inspected =
  | ({ kind: 'picture' } & Size)
  /** `isGif`: it moves and makes no sound. */
  | ({ kind: 'gif'; duration: number; thumb: Blob | null } & Size)
  | ({ kind: 'video'; duration: number; thumb: Blob | null } & Size)
  | { kind: 'music'; duration: number }
  | { kind: 'other' }

const THUMB_SIDE = 320
const PROBE_MS = 20_000
/** Photos are not narrower than that against their length: such a picture is sent as a file. */
const RATIO_MAX = 20

const PICTURES = /^image\/(jpeg|png|webp|bmp|avif|heic|heif)$/
const VIDEOS = /^video\/(mp4|webm|quicktime|x-m4v|x-matroska)$/
const SOUNDS = /^audio\//

async function pictureSize(file: Blob): Promise<Size | null> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const { width, height } = bitmap
    bitmap.close()
    return { width, height }
  } catch {
    return null
  }
}

/** Resolves with the first of these events, or not at all when another comes first. */
function reached(element: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('slow')), PROBE_MS)
    const settle = (end: () => void) => () => {
      clearTimeout(timer)
      end()
    }
    element.addEventListener(event, settle(resolve), { once: true })
    element.addEventListener(
      'error',
      settle(() => reject(new Error('unreadable'))),
      { once: true },
    )
  })
}

async function load(element: HTMLMediaElement, address: string, event: string): Promise<void> {
  const isThere = reached(element, event)
  element.preload = 'auto'
  element.src = address
  await isThere
}

/** Recordings of browsers do not say how long they are until one has jumped to their end. */
async function durationOf(element: HTMLMediaElement): Promise<number> {
  if (element.duration !== Infinity) return element.duration
  const isThere = reached(element, 'durationchange')
  element.currentTime = 1e9
  await isThere
  return Number.isFinite(element.duration) ? element.duration : element.currentTime
}

export interface Probed extends Size {
  duration: number
  thumb: Blob | null
}

export async function probeVideo(file: Blob): Promise<Probed | null> {
  const address = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  try {
    await load(video, address, 'loadeddata')
    const duration = await durationOf(video)
    const { videoWidth: width, videoHeight: height } = video
    if (width === 0 || height === 0) return null
    const seen = reached(video, 'seeked')
    video.currentTime = Math.min(1, duration / 2)
    await seen
    const whole = { x: 0, y: 0, width, height }
    const thumb = await toJpeg(video, whole, fitted(whole, THUMB_SIDE)).catch(() => null)
    return { width, height, duration, thumb }
  } catch {
    return null
  } finally {
    video.removeAttribute('src')
    URL.revokeObjectURL(address)
  }
}

async function probeSound(file: Blob): Promise<number> {
  const address = URL.createObjectURL(file)
  const audio = document.createElement('audio')
  try {
    await load(audio, address, 'loadedmetadata')
    return await durationOf(audio)
  } catch {
    return 0
  } finally {
    audio.removeAttribute('src')
    URL.revokeObjectURL(address)
  }
}

export async function inspect(file: File): Promise<Inspected> {
  if (PICTURES.test(file.type)) {
    const size = await pictureSize(file)
    const isLong = size && Math.max(size.width / size.height, size.height / size.width) > RATIO_MAX
    return size && !isLong ? { kind: 'picture', ...size } : { kind: 'other' }
  }
  if (file.type === 'image/gif') {
    const size = await pictureSize(file)
    return size ? { kind: 'gif', ...size, duration: 0, thumb: null } : { kind: 'other' }
  }
  if (VIDEOS.test(file.type)) {
    const probed = await probeVideo(file)
    return probed ? { kind: 'video', ...probed } : { kind: 'other' }
  }
  if (SOUNDS.test(file.type)) return { kind: 'music', duration: await probeSound(file) }
  return { kind: 'other' }
}
