import { isApiError, type Api, type RemoteFile } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

export interface Download {
  file: RemoteFile
  name: string
  state: 'loading' | 'done' | 'failed' | 'cancelled'
  startedAt: number
}

/** Gives a file to the browser, which puts it where downloads go. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // Browsers begin to read at once, but not in this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A name for what was sent without one. */
export function nameFor(file: RemoteFile, date: number): string {
  const day = new Date(date * 1000).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')
  const subtype = (file.mime.split('/')[1] ?? 'bin').replace(/^x-/, '')
  const known: Record<string, string> = { jpeg: 'jpg', mpeg: 'mp3', quicktime: 'mov', 'octet-stream': 'bin' }
  return `Botschaft ${day}.${known[subtype] ?? subtype}`
}

/** What the reader has asked to save since the page was opened, newest first. */
export class Downloads {
  private readonly byKey = new SvelteMap<string, Download>()
  /** How many bytes of each file are here, of those that are being fetched. */
  readonly loaded = new SvelteMap<string, number>()

  constructor(private readonly api: Pick<Api, 'getFile' | 'cancelFile'>) {}

  get list(): Download[] {
    return [...this.byKey.values()].sort((a, b) => b.startedAt - a.startedAt)
  }

  get running(): number {
    return this.list.filter((it) => it.state === 'loading').length
  }

  of(key: string): Download | undefined {
    return this.byKey.get(key)
  }

  /** Share of the file that is here, from 0 to 1. */
  progressOf(file: RemoteFile): number {
    return file.size > 0 ? Math.min(1, (this.loaded.get(file.key) ?? 0) / file.size) : 0
  }

  async start(file: RemoteFile, name: string): Promise<void> {
    if (this.byKey.get(file.key)?.state === 'loading') return
    const download: Download = { file, name, state: 'loading', startedAt: Date.now() }
    this.byKey.set(file.key, download)
    const settle = (state: Download['state']) => {
      this.loaded.delete(file.key)
      this.byKey.set(file.key, { ...download, state })
    }
    try {
      const blob = await this.api.getFile(file, 'kept')
      settle('done')
      save(blob, name)
    } catch (error) {
      settle(isApiError(error, 'CANCELLED') ? 'cancelled' : 'failed')
    }
  }

  cancel(key: string): void {
    void this.api.cancelFile(key)
  }

  remove(key: string): void {
    this.byKey.delete(key)
  }
}
