import type { tl } from '@mtcute/core'
import { decodeWaveform, inflateSvgPath, strippedPhotoToJpg } from '@mtcute/core/utils.js'
import type {
  Document,
  ExpiredMedia,
  FileSource,
  GeoPoint,
  LocationMedia,
  Media,
  Photo,
  PictureSize,
  StickerMedia,
  StickerSetName,
} from '../types'
import { toDataUrl, toHex } from './bytes'

type Named = Pick<tl.RawPhoto | tl.RawDocument, 'id' | 'accessHash' | 'fileReference'>

function toFile(
  kind: 'photo' | 'document',
  raw: Named,
  thumb: string,
  size: number,
  mime: string,
  source: FileSource | null,
) {
  const id = raw.id.toString()
  return {
    key: `${kind}/${id}/${thumb}`,
    location: {
      kind,
      id,
      accessHash: raw.accessHash.toString(),
      reference: toHex(raw.fileReference),
      thumb,
    },
    size,
    mime,
    source,
  }
}

function byteSize(raw: tl.TypePhotoSize): number | null {
  switch (raw._) {
    case 'photoSize':
      return raw.size
    case 'photoSizeProgressive':
      return raw.sizes.at(-1) ?? 0
    case 'photoCachedSize':
      return raw.bytes.length
    default:
      return null
  }
}

/** The sizes that can be downloaded, from small to large. */
function toSizes(
  kind: 'photo' | 'document',
  raw: Named,
  sizes: tl.TypePhotoSize[],
  source: FileSource | null,
): PictureSize[] {
  const known = sizes.flatMap((it) => {
    const bytes = byteSize(it)
    if (bytes === null || !('w' in it)) return []
    const file = toFile(kind, raw, it.type, bytes, 'image/jpeg', source)
    return { type: it.type, width: it.w, height: it.h, file }
  })
  return known.sort((a, b) => a.width * a.height - b.width * b.height)
}

export function toBlur(stripped: Uint8Array | undefined): string | null {
  // Telegram's stripped thumbnails, version 1: height, width, and a JPEG without its header.
  if (!stripped || stripped.length < 3 || stripped[0] !== 1) return null
  return toDataUrl('image/jpeg', strippedPhotoToJpg(stripped))
}

function blurOf(sizes: tl.TypePhotoSize[]): string | null {
  const stripped = sizes.find((it) => it._ === 'photoStrippedSize')
  return toBlur(stripped?._ === 'photoStrippedSize' ? stripped.bytes : undefined)
}

function outlineOf(sizes: tl.TypePhotoSize[]): string | null {
  const path = sizes.find((it) => it._ === 'photoPathSize')
  return path?._ === 'photoPathSize' ? inflateSvgPath(path.bytes) : null
}

export function toPhoto(raw: tl.TypePhoto | undefined, source: FileSource | null): Photo | null {
  if (raw?._ !== 'photo') return null
  const sizes = toSizes('photo', raw, raw.sizes, source)
  if (sizes.length === 0) return null
  const video = raw.videoSizes?.find((it) => it._ === 'videoSize')
  return {
    id: raw.id.toString(),
    date: raw.date,
    sizes,
    blur: blurOf(raw.sizes),
    video:
      video?._ === 'videoSize' ? toFile('photo', raw, video.type, video.size, 'video/mp4', source) : null,
  }
}

type Attributes = Partial<{
  [Name in tl.TypeDocumentAttribute['_']]: Extract<tl.TypeDocumentAttribute, { _: Name }>
}>

const attributesOf = (raw: tl.RawDocument): Attributes =>
  Object.fromEntries(raw.attributes.map((it) => [it._, it]))

function toDocument(raw: tl.RawDocument, source: FileSource | null): Document {
  const thumbs = raw.thumbs ?? []
  return {
    id: raw.id.toString(),
    date: raw.date,
    file: toFile('document', raw, '', raw.size, raw.mimeType, source),
    name: attributesOf(raw).documentAttributeFilename?.fileName ?? '',
    thumb: toSizes('document', raw, thumbs, source).at(-1) ?? null,
    blur: blurOf(thumbs),
    outline: outlineOf(thumbs),
  }
}

function toSetName(raw: tl.TypeInputStickerSet): StickerSetName | null {
  if (raw._ !== 'inputStickerSetID') return null
  return { id: raw.id.toString(), accessHash: raw.accessHash.toString() }
}

const FORMATS: Record<string, StickerMedia['format']> = {
  'application/x-tgsticker': 'animated',
  'video/webm': 'video',
}

/** The sticker or custom emoji that a document is; null for other documents. */
export function toSticker(raw: tl.TypeDocument, source: FileSource | null): StickerMedia | null {
  if (raw._ !== 'document') return null
  const attributes = attributesOf(raw)
  const sticker = attributes.documentAttributeSticker ?? attributes.documentAttributeCustomEmoji
  if (!sticker) return null
  const size = attributes.documentAttributeImageSize ?? attributes.documentAttributeVideo
  return {
    kind: 'sticker',
    document: toDocument(raw, source),
    format: FORMATS[raw.mimeType] ?? 'static',
    emoji: sticker.alt,
    width: size?.w || 512,
    height: size?.h || 512,
    set: toSetName(sticker.stickerset),
  }
}

/** What kind of media a document is, by its attributes. */
export function toDocumentMedia(
  raw: tl.RawDocument,
  source: FileSource | null,
  hidden: { isSpoiler: boolean; ttl: number | null } = { isSpoiler: false, ttl: null },
): Media {
  const sticker = toSticker(raw, source)
  if (sticker) return sticker
  const document = toDocument(raw, source)
  const {
    documentAttributeVideo: video,
    documentAttributeAudio: audio,
    documentAttributeAnimated: animated,
    documentAttributeImageSize: image,
  } = attributesOf(raw)
  if (video || (animated && raw.mimeType.startsWith('video/'))) {
    const { width, height } = document.thumb ?? { width: 0, height: 0 }
    return {
      kind: video?.roundMessage ? 'round' : animated ? 'gif' : 'video',
      document,
      width: video?.w || width,
      height: video?.h || height,
      duration: video?.duration ?? 0,
      ...hidden,
    }
  }
  if (animated && raw.mimeType === 'image/gif' && image)
    return { kind: 'gif', document, width: image.w, height: image.h, duration: 0, ...hidden }
  if (audio?.voice)
    return {
      kind: 'voice',
      document,
      duration: audio.duration,
      waveform: audio.waveform ? decodeWaveform(audio.waveform) : [],
      ttl: hidden.ttl,
    }
  if (audio)
    return {
      kind: 'music',
      document,
      duration: audio.duration,
      title: audio.title ?? '',
      performer: audio.performer ?? '',
    }
  return { kind: 'file', document }
}

function toPoint(raw: tl.TypeGeoPoint): GeoPoint | null {
  if (raw._ !== 'geoPoint') return null
  return { latitude: raw.lat, longitude: raw.long, accuracy: raw.accuracyRadius ?? null }
}

function toLocation(raw: tl.TypeGeoPoint, more: Partial<LocationMedia> = {}): LocationMedia | null {
  const point = toPoint(raw)
  return point && { kind: 'location', point, venue: null, livePeriod: null, heading: null, ...more }
}

function expired(raw: tl.RawMessageMediaDocument): ExpiredMedia {
  return { kind: 'expired', what: raw.voice ? 'voice' : raw.round ? 'round' : 'video' }
}

/** Null for what is no attachment, and for what this client does not know. */
export function toMedia(raw: tl.TypeMessageMedia | undefined, source: FileSource | null): Media | null {
  switch (raw?._) {
    case 'messageMediaPhoto': {
      const photo = toPhoto(raw.photo, source)
      const ttl = raw.ttlSeconds ?? null
      if (!photo) return ttl === null ? null : { kind: 'expired', what: 'photo' }
      return { kind: 'photo', photo, isSpoiler: raw.spoiler ?? false, ttl }
    }
    case 'messageMediaDocument': {
      const ttl = raw.ttlSeconds ?? null
      if (raw.document?._ !== 'document') return ttl === null ? null : expired(raw)
      return toDocumentMedia(raw.document, source, { isSpoiler: raw.spoiler ?? false, ttl })
    }
    case 'messageMediaContact':
      return {
        kind: 'contact',
        phone: raw.phoneNumber,
        firstName: raw.firstName,
        lastName: raw.lastName,
        userId: raw.userId || null,
      }
    case 'messageMediaGeo':
      return toLocation(raw.geo)
    case 'messageMediaGeoLive':
      return toLocation(raw.geo, { livePeriod: raw.period, heading: raw.heading ?? null })
    case 'messageMediaVenue':
      return toLocation(raw.geo, { venue: { title: raw.title, address: raw.address } })
    case 'messageMediaDice':
      return { kind: 'dice', emoji: raw.emoticon, value: raw.value }
    default:
      return null
  }
}
