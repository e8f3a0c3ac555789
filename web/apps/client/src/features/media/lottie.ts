import lottie, { type AnimationItem } from 'lottie-web/build/player/lottie_light_canvas'

/** An animation that is longer or larger than stickers may be is not worth a reader's battery. */
const TGS_BYTES_MAX = 1_048_576

/** Telegram's animated stickers are Lottie files, compressed with gzip. */
export async function readTgs(blob: Blob): Promise<object> {
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (let it = await reader.read(); !it.done; it = await reader.read()) {
    length += it.value.length
    if (length > TGS_BYTES_MAX * 8) throw new Error('the animation is too large')
    parts.push(it.value)
  }
  return JSON.parse(await new Blob(parts).text()) as object
}

export function showAnimation(container: Element, animationData: object, autoplay: boolean): AnimationItem {
  return lottie.loadAnimation({ container, animationData, autoplay, loop: true, renderer: 'canvas' as never })
}

export type { AnimationItem }
