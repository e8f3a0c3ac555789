import type { Message } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** As many as can be forwarded at once. */
export const SELECTED_MAX = 100

/** Messages of one conversation that something is to be done with together. */
export class Selection {
  private readonly chosen = new SvelteMap<number, Message>()

  get isOn(): boolean {
    return this.chosen.size > 0
  }

  get size(): number {
    return this.chosen.size
  }

  /** Oldest first. */
  get messages(): Message[] {
    return [...this.chosen.values()].sort((a, b) => a.id - b.id)
  }

  has(id: number): boolean {
    return this.chosen.has(id)
  }

  /** Tells whether there was room for it. */
  toggle(message: Message): boolean {
    if (this.chosen.delete(message.id)) return true
    if (this.chosen.size >= SELECTED_MAX) return false
    this.chosen.set(message.id, message)
    return true
  }

  /** Messages that are gone are no longer selected. */
  keep(isThere: (id: number) => boolean): void {
    for (const id of this.chosen.keys()) if (!isThere(id)) this.chosen.delete(id)
  }

  clear(): void {
    this.chosen.clear()
  }
}
