import type { Attachment } from 'svelte/attachments'

const START_PX = 14
const DONE_PX = 72
const MAX_PX = 110

/**
 * A row that a finger pulls to the left does what its menu offers first. The row follows the finger; `onswipe` is
 * called when it is let go beyond the mark.
 */
export function swiped(onswipe: () => void): Attachment<HTMLElement> {
  return (element) => {
    let start: { x: number; y: number } | null = null
    let by = 0

    const settle = () => {
      element.style.transition = 'transform 140ms'
      element.style.transform = ''
      start = null
      by = 0
      delete element.dataset.swiped
    }
    const down = (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || !event.isPrimary) return
      start = { x: event.clientX, y: event.clientY }
      element.style.transition = 'none'
    }
    const move = (event: PointerEvent) => {
      if (!start) return
      const dx = event.clientX - start.x
      if (by === 0) {
        // Up and down is scrolling, to the right is the browser's "back".
        if (Math.abs(event.clientY - start.y) > START_PX || dx > START_PX) return settle()
        if (dx > -START_PX) return
      }
      by = Math.min(0, Math.max(-MAX_PX, dx))
      element.style.transform = `translateX(${by}px)`
      element.dataset.swiped = ''
    }
    const up = () => {
      const isFar = by <= -DONE_PX
      const hasMoved = by !== 0
      settle()
      if (isFar) onswipe()
      if (hasMoved) element.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }))
    }
    const swallow = (event: MouseEvent) => event.preventDefault()

    element.style.touchAction = 'pan-y'
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', settle)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', settle)
    }
  }
}
