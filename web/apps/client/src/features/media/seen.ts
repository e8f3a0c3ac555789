import type { Attachment } from 'svelte/attachments'

/** Tells whether an element is on the screen, and again whenever that changes. */
export function whenSeen(onchange: (isSeen: boolean) => void): Attachment<Element> {
  return (element) => {
    const observer = new IntersectionObserver(([entry]) => onchange(entry?.isIntersecting ?? false), {
      threshold: 0.15,
    })
    observer.observe(element)
    return () => observer.disconnect()
  }
}

/** For who does not want things to move by themselves. */
export const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches
