import type {
  Api,
  StickersAtHand,
  StickerSet,
  StickerSetInfo,
  StickerSetKind,
  StickerSetName,
} from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** One's own stickers as far as they were asked for; what changes is asked for again when it is next needed. */
export class Stickers {
  /** Counts changes, here or on another device. */
  versions = $state({ sets: 0, atHand: 0, gifs: 0 })
  private readonly installed = new SvelteMap<StickerSetKind, readonly StickerSetInfo[]>()
  private readonly sets = new SvelteMap<string, StickerSet>()
  private readonly wanted = new Set<string>()
  atHand = $state.raw<StickersAtHand>({ recent: [], favourite: [] })

  constructor(private readonly api: Api) {}

  changed(what: 'sets' | 'atHand' | 'gifs'): void {
    this.versions[what] += 1
  }

  /** Null while they are not known. */
  installedOf(kind: StickerSetKind): readonly StickerSetInfo[] | null {
    return this.installed.get(kind) ?? null
  }

  async loadInstalled(kind: StickerSetKind): Promise<void> {
    this.installed.set(kind, await this.api.getInstalledSets(kind))
  }

  async loadAtHand(): Promise<void> {
    this.atHand = await this.api.getStickersAtHand()
  }

  isFavourite(documentId: string): boolean {
    return this.atHand.favourite.some(({ document }) => document.id === documentId)
  }

  /** Undefined while it is not known. */
  setOf(id: string): StickerSet | undefined {
    return this.sets.get(id)
  }

  async need(set: StickerSetName): Promise<void> {
    if (this.wanted.has(set.id)) return
    this.wanted.add(set.id)
    try {
      this.sets.set(set.id, await this.api.getStickerSet(set))
    } catch (error) {
      this.wanted.delete(set.id)
      throw error
    }
  }
}
