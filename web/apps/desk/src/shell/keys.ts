const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select'

/** Keys pressed on the page itself: not within fields, menus or dialogs, nor with Ctrl, Alt or Meta. */
export function onKeys(bindings: Record<string, () => unknown>) {
  return (event: KeyboardEvent) => {
    const { target } = event
    const isBusy = target instanceof Element && target.closest(`${FIELDS}, dialog, [role=menu]`) !== null
    if (isBusy || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // Enter and blank do on a button or a link what they do.
    if (
      (event.key === 'Enter' || event.key === ' ') &&
      target instanceof Element &&
      target.closest('a, button')
    )
      return
    const run = bindings[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }
}
