import type { tl } from '@mtcute/core'
import Long from 'long'
import type {
  NamedDocument,
  StickerMedia,
  StickerSet,
  StickerSetInfo,
  StickerSetLink,
  VideoMedia,
} from '../types'
import { fromHex } from './bytes'
import { toDocumentMedia, toSticker } from './media'

/** A sticker is found again by its set. */
export function toStickers(raw: tl.TypeDocument[]): StickerMedia[] {
  return raw.flatMap((it) => {
    const sticker = toSticker(it, null)
    if (!sticker) return []
    const source = sticker.set && { kind: 'stickerSet' as const, ...sticker.set }
    return toSticker(it, source) ?? []
  })
}

export function toGifs(raw: tl.TypeDocument[]): VideoMedia[] {
  return raw.flatMap((it) => {
    if (it._ !== 'document') return []
    const media = toDocumentMedia(it, { kind: 'savedGifs' })
    return media.kind === 'gif' ? [media] : []
  })
}

export function toSetInfo(raw: tl.TypeStickerSet, covers: tl.TypeDocument[] = []): StickerSetInfo {
  return {
    id: raw.id.toString(),
    accessHash: raw.accessHash.toString(),
    kind: raw.emojis ? 'emoji' : 'stickers',
    title: raw.title,
    shortName: raw.shortName,
    count: raw.count,
    isInstalled: raw.installedDate !== undefined,
    isArchived: raw.archived ?? false,
    cover: toStickers(covers.slice(0, 1))[0] ?? null,
  }
}

export function toCovered(raw: tl.TypeStickerSetCovered): StickerSetInfo {
  switch (raw._) {
    case 'stickerSetCovered':
      return toSetInfo(raw.set, [raw.cover])
    case 'stickerSetMultiCovered':
      return toSetInfo(raw.set, raw.covers)
    case 'stickerSetFullCovered':
      return toSetInfo(raw.set, raw.documents)
    case 'stickerSetNoCovered':
      return toSetInfo(raw.set)
  }
}

export function toSet(raw: tl.messages.TypeStickerSet): StickerSet | null {
  if (raw._ !== 'messages.stickerSet') return null
  return { ...toSetInfo(raw.set, raw.documents), stickers: toStickers(raw.documents) }
}

export function toRawSet(set: StickerSetLink): tl.TypeInputStickerSet {
  if ('shortName' in set) return { _: 'inputStickerSetShortName', shortName: set.shortName }
  return {
    _: 'inputStickerSetID',
    id: Long.fromString(set.id),
    accessHash: Long.fromString(set.accessHash),
  }
}

/** Names a document by where its file is. */
export function toRawDocument({ file }: NamedDocument): tl.TypeInputDocument {
  const { location } = file
  if (location.kind !== 'document') return { _: 'inputDocumentEmpty' }
  return {
    _: 'inputDocument',
    id: Long.fromString(location.id),
    accessHash: Long.fromString(location.accessHash),
    fileReference: fromHex(location.reference),
  }
}
