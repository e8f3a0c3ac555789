import type { RemoteFile, Urgency } from '@botschaft/protocol'
import { untrack } from 'svelte'
import { useApp } from '../../state/app.svelte'

export interface LoadedFile {
  /** Null until it is there. */
  readonly url: string | null
  readonly hasFailed: boolean
  retry(): void
}

/** A file for as long as the component lives and `wanted` names it; null asks for nothing. */
export function useFile(wanted: () => RemoteFile | null, urgency: Urgency = 'seen'): LoadedFile {
  const app = useApp()
  const key = $derived(wanted()?.key ?? null)
  let url = $state<string | null>(null)
  let hasFailed = $state(false)
  let attempt = $state(0)

  $effect(() => {
    void attempt
    const wantedKey = key
    return untrack(() => {
      const file = wanted()
      if (!file || wantedKey === null) {
        url = null
        return
      }
      let isGone = false
      url = app.fileUrls.peek(wantedKey)
      hasFailed = false
      app.fileUrls.borrow(file, urgency).then(
        (it) => {
          if (!isGone) url = it
        },
        () => {
          if (!isGone) hasFailed = true
        },
      )
      return () => {
        isGone = true
        app.fileUrls.giveBack(wantedKey)
      }
    })
  })

  return {
    get url() {
      return url
    },
    get hasFailed() {
      return hasFailed
    },
    retry: () => (attempt += 1),
  }
}
