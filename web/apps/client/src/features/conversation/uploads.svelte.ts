import type { UploadProgress } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** How far messages with files have come, by their keys. */
export class UploadStates {
  private readonly byKey = new SvelteMap<string, UploadProgress>()

  set(key: string, progress: UploadProgress): void {
    if (progress.done < progress.total) this.byKey.set(key, progress)
    else this.byKey.delete(key)
  }

  of(key: string): UploadProgress | null {
    return this.byKey.get(key) ?? null
  }
}
