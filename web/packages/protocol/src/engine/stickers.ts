import type { tl } from '@mtcute/core'
import Long from 'long'
import type { StickersApi } from '../api/stickers'
import { toCovered, toGifs, toRawDocument, toRawSet, toSet, toSetInfo, toStickers } from '../convert/stickers'
import { ApiError } from '../errors'
import type { NamedDocument, StickerSetInfo, StickerSetKind } from '../types'
import type { Context } from './context'

const NO_HASH = Long.ZERO
const PAGE = 100

const kindFlags = (kind: StickerSetKind) => (kind === 'emoji' ? { emojis: true } : {})
const isOfKind = (kind: StickerSetKind) => (set: StickerSetInfo) => set.kind === kind

export function stickersApi(context: Context): StickersApi {
  /** Other devices are told by the server, this one by ourselves. */
  const changed = (what: 'sets' | 'atHand' | 'gifs') => context.emit({ type: 'stickersChanged', what })

  const naming = <T>(document: NamedDocument, task: (id: tl.TypeInputDocument) => Promise<T>) =>
    context.references.naming(document.file, () => task(toRawDocument(document, context.references)))

  return {
    async getInstalledSets(kind) {
      const raw = await context.call(
        kind === 'emoji'
          ? { _: 'messages.getEmojiStickers', hash: NO_HASH }
          : { _: 'messages.getAllStickers', hash: NO_HASH },
      )
      return raw._ === 'messages.allStickers' ? raw.sets.map((it) => toSetInfo(it)) : []
    },

    async getArchivedSets(kind) {
      const raw = await context.call({
        _: 'messages.getArchivedStickers',
        ...kindFlags(kind),
        offsetId: Long.ZERO,
        limit: PAGE,
      })
      return raw.sets.map(toCovered)
    },

    async getFeaturedSets(kind) {
      const raw = await context.call(
        kind === 'emoji'
          ? { _: 'messages.getFeaturedEmojiStickers', hash: NO_HASH }
          : { _: 'messages.getFeaturedStickers', hash: NO_HASH },
      )
      return raw._ === 'messages.featuredStickers' ? raw.sets.map(toCovered).filter(isOfKind(kind)) : []
    },

    async getStickerSet(set) {
      const found = toSet(
        await context.call({ _: 'messages.getStickerSet', stickerset: toRawSet(set), hash: 0 }),
      )
      if (!found) throw new ApiError({ name: 'STICKERSET_INVALID', code: 400, seconds: null })
      return found
    },

    async searchStickerSets(query) {
      const raw = await context.call({ _: 'messages.searchStickerSets', q: query, hash: NO_HASH })
      return raw._ === 'messages.foundStickerSets' ? raw.sets.map(toCovered) : []
    },

    async searchStickers(query, language) {
      const isEmoji = /\p{Extended_Pictographic}/u.test(query)
      const raw = await context.call({
        _: 'messages.searchStickers',
        q: isEmoji ? '' : query,
        emoticon: isEmoji ? query : '',
        langCode: [language],
        offset: 0,
        limit: PAGE,
        hash: NO_HASH,
      })
      return raw._ === 'messages.foundStickers' ? toStickers(raw.stickers) : []
    },

    async installSet(set) {
      const stickerset = toRawSet(set)
      await context.call({ _: 'messages.installStickerSet', stickerset, archived: false })
      changed('sets')
    },

    async archiveSet(set, isArchived) {
      await context.call({
        _: 'messages.toggleStickerSets',
        ...(isArchived ? { archive: true } : { unarchive: true }),
        stickersets: [toRawSet(set)],
      })
      changed('sets')
    },

    async uninstallSet(set) {
      await context.call({ _: 'messages.uninstallStickerSet', stickerset: toRawSet(set) })
      changed('sets')
    },

    async reorderSets(kind, ids) {
      const order = ids.map((id) => Long.fromString(id))
      await context.call({ _: 'messages.reorderStickerSets', ...kindFlags(kind), order })
      changed('sets')
    },

    async getStickersAtHand() {
      const [recent, favourite] = await Promise.all([
        context.call({ _: 'messages.getRecentStickers', hash: NO_HASH }),
        context.call({ _: 'messages.getFavedStickers', hash: NO_HASH }),
      ])
      return {
        recent: recent._ === 'messages.recentStickers' ? toStickers(recent.stickers) : [],
        favourite: favourite._ === 'messages.favedStickers' ? toStickers(favourite.stickers) : [],
      }
    },

    async setFavourite(sticker, isFavourite) {
      await naming(sticker, (id) => context.call({ _: 'messages.faveSticker', id, unfave: !isFavourite }))
      changed('atHand')
    },

    async getSavedGifs() {
      const raw = await context.call({ _: 'messages.getSavedGifs', hash: NO_HASH })
      return raw._ === 'messages.savedGifs' ? toGifs(raw.gifs) : []
    },

    async saveGif(gif, isSaved) {
      await naming(gif, (id) => context.call({ _: 'messages.saveGif', id, unsave: !isSaved }))
      changed('gifs')
    },
  }
}

/** What happened to one's stickers elsewhere. */
export function stickersUpdate(update: tl.TypeUpdate): 'sets' | 'atHand' | 'gifs' | null {
  switch (update._) {
    case 'updateNewStickerSet':
    case 'updateStickerSets':
    case 'updateStickerSetsOrder':
      return 'sets'
    case 'updateRecentStickers':
    case 'updateFavedStickers':
      return 'atHand'
    case 'updateSavedGifs':
      return 'gifs'
    default:
      return null
  }
}
