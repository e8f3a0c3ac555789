import type { Api, CustomEmoji } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** What the server takes at once. */
const ASKED_MAX = 100

/** The custom emoji met so far; those that are wanted in one turn are asked for together. */
export class CustomEmojis {
  /** Null for those that do not exist. */
  private readonly known = new SvelteMap<string, CustomEmoji | null>()
  private wanted = new Set<string>()

  constructor(private readonly api: Pick<Api, 'getCustomEmoji'>) {}

  /** Undefined while it is not known. */
  of(documentId: string): CustomEmoji | null | undefined {
    return this.known.get(documentId)
  }

  need(documentId: string): void {
    if (this.known.has(documentId) || this.wanted.has(documentId)) return
    if (this.wanted.size === 0) queueMicrotask(() => void this.ask())
    this.wanted.add(documentId)
  }

  private async ask(): Promise<void> {
    const ids = [...this.wanted].slice(0, ASKED_MAX)
    try {
      const found = await this.api.getCustomEmoji(ids)
      for (const id of ids) this.known.set(id, found.find((it) => it.documentId === id) ?? null)
    } catch {
      // The characters they stand for are shown instead; the next that comes into view asks again.
    }
    for (const id of ids) this.wanted.delete(id)
    if (this.wanted.size > 0) void this.ask()
  }
}
