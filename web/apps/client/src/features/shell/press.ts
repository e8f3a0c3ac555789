import type { Attachment } from 'svelte/attachments'

const LONG_PRESS_MS = 450
const SLACK_PX = 10

/**
 * Asks for a context menu: by the secondary button, the menu key, or a long press on touch screens. Of elements within
 * each other the inner one is meant.
 */
export function pressed(onmenu: (x: number, y: number) => void): Attachment<HTMLElement> {
  return (element) => {
    let timer = 0
    let start = { x: 0, y: 0 }
    let wasLong = false
    const cancel = () => clearTimeout(timer)

    const down = (event: PointerEvent) => {
      wasLong = false
      event.stopPropagation()
      if (event.pointerType === 'mouse') return
      start = { x: event.clientX, y: event.clientY }
      timer = window.setTimeout(() => {
        wasLong = true
        onmenu(start.x, start.y)
      }, LONG_PRESS_MS)
    }
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLACK_PX) cancel()
    }
    const menu = (event: MouseEvent) => {
      event.preventDefault()
      event.stopPropagation()
      cancel()
      if (wasLong) return
      const box = element.getBoundingClientRect()
      const isKey = event.clientX === 0 && event.clientY === 0
      onmenu(
        isKey ? box.left + box.width / 2 : event.clientX,
        isKey ? box.top + box.height / 2 : event.clientY,
      )
    }
    // The finger that is lifted after a long press must not also follow the link beneath it.
    const click = (event: MouseEvent) => {
      if (wasLong) event.preventDefault()
      wasLong = false
    }

    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', cancel)
    element.addEventListener('pointercancel', cancel)
    element.addEventListener('contextmenu', menu)
    element.addEventListener('click', click, true)
    return () => {
      cancel()
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', cancel)
      element.removeEventListener('pointercancel', cancel)
      element.removeEventListener('contextmenu', menu)
      element.removeEventListener('click', click, true)
    }
  }
}
