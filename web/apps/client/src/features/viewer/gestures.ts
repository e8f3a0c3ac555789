import type { Attachment } from 'svelte/attachments'
import { pan, WHOLE, zoomAt, type Zoom } from './zoom'

interface Handlers {
  get: () => Zoom
  set: (zoom: Zoom) => void
  /** The picture is as large as it fits, and a finger goes sideways. */
  onswipe: (direction: -1 | 1) => void
  ondismiss: () => void
}

const SWIPE_PX = 60
const DISMISS_PX = 110
const DOUBLE_SCALE = 2.5
const WHEEL_STEP = 0.0022

const distance = (a: PointerEvent, b: PointerEvent) =>
  Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)

/** Wheel, double click, drag, pinch and swipe on the frame a picture is shown in. */
export function gestures({ get, set, onswipe, ondismiss }: Handlers): Attachment<HTMLElement> {
  return (element) => {
    const pointers = new Map<number, PointerEvent>()
    let start: { x: number; y: number } | null = null
    const frame = () => element.getBoundingClientRect()
    const fromMiddle = (x: number, y: number) => {
      const { left, top, width, height } = frame()
      return { x: x - left - width / 2, y: y - top - height / 2 }
    }

    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      set(
        zoomAt(
          get(),
          Math.exp(-event.deltaY * WHEEL_STEP),
          fromMiddle(event.clientX, event.clientY),
          frame(),
        ),
      )
    }
    const double = (event: MouseEvent) => {
      const isWhole = get().scale === 1
      set(isWhole ? zoomAt(WHOLE, DOUBLE_SCALE, fromMiddle(event.clientX, event.clientY), frame()) : WHOLE)
    }
    const down = (event: PointerEvent) => {
      if ((event.target as Element).closest('video, button')) return
      pointers.set(event.pointerId, event)
      start = pointers.size === 1 ? { x: event.clientX, y: event.clientY } : null
      element.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId)
      if (!before) return
      const other = [...pointers.values()].find((it) => it.pointerId !== event.pointerId)
      if (other) {
        const middle = fromMiddle((event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2)
        set(zoomAt(get(), distance(event, other) / Math.max(1, distance(before, other)), middle, frame()))
      } else if (get().scale > 1) {
        set(pan(get(), event.clientX - before.clientX, event.clientY - before.clientY, frame()))
      }
      pointers.set(event.pointerId, event)
    }
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId) || !start || get().scale > 1) return
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y]
      start = null
      if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy)) onswipe(dx < 0 ? 1 : -1)
      else if (Math.abs(dy) > DISMISS_PX) ondismiss()
    }
    const cancel = (event: PointerEvent) => {
      pointers.delete(event.pointerId)
      start = null
    }

    element.addEventListener('wheel', wheel, { passive: false })
    element.addEventListener('dblclick', double)
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', cancel)
    return () => {
      element.removeEventListener('wheel', wheel)
      element.removeEventListener('dblclick', double)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', cancel)
    }
  }
}
