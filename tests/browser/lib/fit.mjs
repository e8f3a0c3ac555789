// Whether what is on a page has the room it needs.
const FINGER_PX = 44

// What is to be pressed and too low for a finger, by its name. Links within texts are as high as their lines.
export function lowTargets(page) {
  return page.evaluate((least) => {
    const pressed = [...document.querySelectorAll('button, a[href], label:has(input), input:not(label input), textarea')]
    const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    const isInText = (element) => element.closest('.text, .sender, .forwarded, .service, [inert], p, dd') !== null
    const isLow = (element) => {
      const box = element.getBoundingClientRect()
      const before = getComputedStyle(element, '::before')
      const grown = before.position === 'absolute' && before.content !== 'none' ? -2 * Number.parseFloat(before.top) || 0 : 0
      return box.height > 0 && Math.round(box.height + grown) < least
    }
    return pressed.filter((it) => isShown(it) && !isInText(it) && isLow(it))
      .map((it) => `${it.ariaLabel ?? it.textContent.trim()} (${Math.round(it.getBoundingClientRect().height)} px)`)
  }, FINGER_PX)
}

// Cards of which a part is cut off, by the beginning of their text.
export function cutCards(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.card, dl, fieldset')].filter((it) => it.scrollHeight > it.clientHeight + 1)
      .map((it) => it.textContent.trim().slice(0, 30)))
}
