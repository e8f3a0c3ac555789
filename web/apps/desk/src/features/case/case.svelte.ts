import { get, post } from '../../api/http'
import type { Case, Decision, Entry, Preview } from '../../api/types'
import { serverTime } from '../../shell/server-time.svelte'

/** One case as it is on the server, and what is done to it. */
export class OpenCase {
  view = $state.raw<Case | null>(null)
  entries = $state.raw<Entry[]>([])

  constructor(
    readonly ref: string,
    private readonly hasLog: boolean,
  ) {}

  get #path(): string {
    return `/cases/${this.ref}`
  }

  async refresh(): Promise<void> {
    const view = await get<Case>(this.#path)
    serverTime.sync(view.now)
    this.view = view
    if (this.hasLog) await this.#readLog()
  }

  async #readLog(): Promise<void> {
    const known = this.entries.filter((it) => it.leaf !== null)
    const after = known.at(-1)?.id
    const { entries } = await get<{ entries: Entry[] }>(`${this.#path}/entries`, { after })
    this.entries = [...known, ...entries]
  }

  async act(
    action: string,
    said: { text?: string; decision?: Decision; pause?: string } = {},
  ): Promise<void> {
    await post(`${this.#path}/act`, { action, ...said })
    await this.refresh()
  }

  preview(decision: Decision): Promise<Preview> {
    return post<Preview>(`${this.#path}/preview`, decision)
  }

  async gag(until: number, basis: string): Promise<void> {
    await post(`${this.#path}/gag`, { until, basis })
    await this.refresh()
  }

  /** What somebody sent in. The server notes down who looked. */
  async open(entry: number): Promise<string> {
    const { payload } = await post<{ payload: string }>(`${this.#path}/submissions/${entry}`)
    await this.refresh()
    return payload
  }

  can(action: string): boolean {
    return this.view?.steps.some((it) => it.action === action) ?? false
  }
  needs(action: string, condition: string): boolean {
    return this.view?.steps.some((it) => it.action === action && it.needs.includes(condition)) ?? false
  }
}
