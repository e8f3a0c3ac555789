import type { Document, StickerMedia, StickerSetName, VideoMedia } from './media'

export type StickerSetKind = 'stickers' | 'emoji'

/** A set of stickers or of custom emoji, as lists have it. */
export interface StickerSetInfo extends StickerSetName {
  kind: StickerSetKind
  title: string
  /** By which links lead to it. */
  shortName: string
  count: number
  isInstalled: boolean
  /** Installed, but put away. */
  isArchived: boolean
  /** One of its stickers; null where the list has none. */
  cover: StickerMedia | null
}

export interface StickerSet extends StickerSetInfo {
  stickers: StickerMedia[]
}

/** What the server keeps of stickers and GIFs for oneself, on all devices. */
export interface StickersAtHand {
  recent: StickerMedia[]
  favourite: StickerMedia[]
}

/** A document of the server that is sent again. */
export interface StoredContent {
  kind: 'stored'
  media: StickerMedia | VideoMedia
}

export type StickerSetLink = StickerSetName | { shortName: string }

/** Enough of a document to name it to the server. */
export type NamedDocument = Pick<Document, 'id' | 'file'>
