import type { FormattedText, OutgoingContent, OutgoingPart } from '@botschaft/protocol'
import { newPart } from '../conversation/outbox.svelte'
import { intoAlbums, moved } from './arrange'
import { compressPhoto, LARGE_PHOTO_SIDE, PHOTO_SIDE } from './compress'
import { inspect, type Inspected } from './inspect'

/** What the server takes of a caption, in UTF-16 units. */
export const CAPTION_MAX = 1024

/** A picked file, and what is to become of it. */
export interface Item {
  id: number
  file: File
  /** To be shown beside it. */
  address: string
  /** Null until it was looked at. */
  found: Inspected | null
  isSpoiler: boolean
}

export interface Wishes {
  /** They go as they are. */
  asFiles: boolean
  isGrouped: boolean
  isLarge: boolean
  /** For whom the chat is with alone: seconds from being opened to being gone. */
  ttl: number | null
}

/** What a file is sent as, before a photo has been made small. */
export function kindOf(found: Inspected | null, asFiles: boolean): OutgoingContent['kind'] {
  if (found === null || found.kind === 'other') return 'file'
  if (found.kind === 'music') return 'music'
  if (asFiles) return 'file'
  return found.kind === 'picture' ? 'photo' : found.kind
}

async function contentOf(item: Item, { asFiles, isLarge, ttl }: Wishes): Promise<OutgoingContent> {
  const { file, found, isSpoiler } = item
  const named = { blob: file, name: file.name, mime: file.type }
  if (found?.kind === 'music') return { kind: 'music', ...named, duration: found.duration }
  if (asFiles || found === null || found.kind === 'other') return { kind: 'file', ...named }
  if (found.kind !== 'picture') {
    const { kind, width, height, duration, thumb } = found
    return { kind, ...named, width, height, duration, thumb, isSpoiler, ttl }
  }
  try {
    const photo = await compressPhoto(file, isLarge ? LARGE_PHOTO_SIDE : PHOTO_SIDE)
    return { kind: 'photo', ...photo, isSpoiler, ttl }
  } catch {
    return { kind: 'file', ...named }
  }
}

/** Files before they are sent: their order, what hides them, and what they are sent as. */
export class Review {
  items = $state.raw<readonly Item[]>([])
  readonly isReady = $derived(this.items.length > 0 && this.items.every((it) => it.found !== null))
  private lastId = 0
  private readonly taken = new Set<File>()

  /** Files that are here already are not added again. */
  add(files: readonly File[]): void {
    const fresh = files.filter((file) => !this.taken.has(file))
    const items = fresh.map((file): Item => {
      this.taken.add(file)
      return { id: ++this.lastId, file, address: URL.createObjectURL(file), found: null, isSpoiler: false }
    })
    this.items = [...this.items, ...items]
    for (const { id, file } of items) void inspect(file).then((found) => this.patch(id, { found }))
  }

  remove(id: number): void {
    const item = this.items.find((it) => it.id === id)
    if (item) URL.revokeObjectURL(item.address)
    this.items = this.items.filter((it) => it.id !== id)
  }

  move(from: number, to: number): void {
    if (to >= 0 && to < this.items.length) this.items = moved(this.items, from, to)
  }

  toggleSpoiler(id: number): void {
    const item = this.items.find((it) => it.id === id)
    if (item) this.patch(id, { isSpoiler: !item.isSpoiler })
  }

  close(): void {
    for (const { address } of this.items) URL.revokeObjectURL(address)
    this.items = []
  }

  /** The messages they become; the caption is that of the first. */
  async messages(wishes: Wishes, caption: FormattedText): Promise<OutgoingPart[][]> {
    const parts: OutgoingPart[] = []
    for (const item of this.items)
      parts.push(newPart(await contentOf(item, wishes), parts.length === 0 ? caption : undefined))
    return intoAlbums(parts, wishes.isGrouped)
  }

  private patch(id: number, change: Partial<Item>): void {
    this.items = this.items.map((it) => (it.id === id ? { ...it, ...change } : it))
  }
}
