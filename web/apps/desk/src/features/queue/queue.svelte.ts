import { get } from '../../api/http'
import type { CaseLine, Counters, Queue } from '../../api/types'
import { serverTime } from '../../shell/server-time.svelte'

export interface Filters {
  lane: string
  state: string
  instrument: string
  clock: string
}

const NO_FILTERS: Filters = { lane: '', state: 'open', instrument: '', clock: '' }

/** The queue stays where it is while one looks into a case. */
class CaseQueue {
  filters = $state<Filters>({ ...NO_FILTERS })
  cases = $state.raw<CaseLine[]>([])
  counters = $state.raw<Counters | null>(null)
  next = $state<string | null>(null)
  chosen = $state<string | null>(null)
  isLoaded = $state(false)
  #pages = 1
  #asked = 0

  async #page(after?: string): Promise<Queue> {
    const answer = await get<Queue>('/cases', { ...this.filters, after })
    serverTime.sync(answer.now)
    return answer
  }

  /** As many pages as are shown, anew. An answer that a newer question has overtaken is dropped. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked
    const cases: CaseLine[] = []
    let counters: Counters | null = null
    let next: string | null = null
    for (let page = 0; page < this.#pages; page += 1) {
      const answer = await this.#page(next ?? undefined)
      cases.push(...answer.cases)
      counters ??= answer.counters ?? null
      next = answer.next
      if (!next) break
    }
    if (asked !== this.#asked) return
    this.cases = cases
    this.counters = counters
    this.next = next
    this.isLoaded = true
    if (!cases.some((it) => it.ref === this.chosen)) this.chosen = cases[0]?.ref ?? null
  }

  more(): Promise<void> {
    this.#pages += 1
    return this.refresh()
  }

  filter(change: Partial<Filters>): Promise<void> {
    this.filters = { ...this.filters, ...change }
    this.#pages = 1
    return this.refresh()
  }

  /** The row below or above the chosen one. */
  step(by: number): void {
    const at = this.cases.findIndex((it) => it.ref === this.chosen)
    const to = Math.min(Math.max(at + by, 0), this.cases.length - 1)
    this.chosen = this.cases[to]?.ref ?? null
  }
}

export const queue = new CaseQueue()
