import type {
  NamedDocument,
  StickerMedia,
  StickersAtHand,
  StickerSet,
  StickerSetInfo,
  StickerSetKind,
  StickerSetLink,
  StickerSetName,
  VideoMedia,
} from '../types'

export interface StickersApi {
  /** In one's own order. */
  getInstalledSets(kind: StickerSetKind): Promise<StickerSetInfo[]>
  getArchivedSets(kind: StickerSetKind): Promise<StickerSetInfo[]>
  /** Those that the server recommends. */
  getFeaturedSets(kind: StickerSetKind): Promise<StickerSetInfo[]>
  getStickerSet(set: StickerSetLink): Promise<StickerSet>
  searchStickerSets(query: string): Promise<StickerSetInfo[]>
  /** By what they stand for: an emoji, or words. */
  searchStickers(query: string, language: string): Promise<StickerMedia[]>
  installSet(set: StickerSetName): Promise<void>
  archiveSet(set: StickerSetName, isArchived: boolean): Promise<void>
  uninstallSet(set: StickerSetName): Promise<void>
  /** All installed sets of a kind, by their ids. */
  reorderSets(kind: StickerSetKind, ids: string[]): Promise<void>

  getStickersAtHand(): Promise<StickersAtHand>
  setFavourite(sticker: NamedDocument, isFavourite: boolean): Promise<void>
  getSavedGifs(): Promise<VideoMedia[]>
  saveGif(gif: NamedDocument, isSaved: boolean): Promise<void>
}
