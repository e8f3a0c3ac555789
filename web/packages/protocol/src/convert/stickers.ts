import type { tl } from '@mtcute/core'
import Long from 'long'
import type { References } from '../files/references'
import type {
  FileSource,
  NamedDocument,
  StickerMedia,
  StickerSet,
  StickerSetInfo,
  StickerSetLink,
  VideoMedia,
} from '../types'
import { fromHex } from './bytes'
import { toDocumentMedia, toSticker } from './media'

/** A sticker is found again by its set; one of none is among those at hand. */
export function toStickers(raw: tl.TypeDocument[]): StickerMedia[] {
  return raw.flatMap((it) => {
    const sticker = toSticker(it, null)
    if (!sticker) return []
    const source: FileSource = sticker.set
      ? { kind: 'stickerSet', ...sticker.set }
      : { kind: 'stickersAtHand' }
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

/** Names a document by where its file is, and by the newest reference that is known for it. */
export function toRawDocument(
  { file }: NamedDocument,
  references: Pick<References, 'of'>,
): tl.TypeInputDocument {
  const { location } = file
  if (location.kind !== 'document') return { _: 'inputDocumentEmpty' }
  const { id, accessHash, reference } = location
  return {
    _: 'inputDocument',
    id: Long.fromString(id),
    accessHash: Long.fromString(accessHash),
    fileReference: fromHex(references.of('document', id, reference)),
  }
}
