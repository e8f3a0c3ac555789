const EVERY_MS = 5_000

/** Asks again every few seconds while the page is seen. To be returned from an effect. */
export function keepFresh(refresh: () => Promise<void>, onfailure: (error: unknown) => void): () => void {
  let isAsking = false
  const ask = () => {
    if (isAsking || document.hidden) return
    isAsking = true
    refresh()
      .catch(onfailure)
      .finally(() => (isAsking = false))
  }
  ask()
  const timer = setInterval(ask, EVERY_MS)
  document.addEventListener('visibilitychange', ask)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ask)
  }
}
