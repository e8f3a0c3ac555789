import type { tl } from '@mtcute/core'
import { encodeWaveform } from '@mtcute/core/utils.js'
import type { References } from '../files/references'
import type { OutgoingContent, OutgoingFile } from '../types'
import { toRawDocument } from './stickers'

/** The name a file goes by where it has none of its own. */
export function nameOf(content: OutgoingFile): string {
  return content.kind === 'photo' ? 'photo.jpg' : content.name
}

const seconds = (duration: number) => Math.max(0, Math.round(duration))

function attributesOf(content: Exclude<OutgoingFile, { kind: 'photo' }>): tl.TypeDocumentAttribute[] {
  const fileName: tl.TypeDocumentAttribute = { _: 'documentAttributeFilename', fileName: content.name }
  switch (content.kind) {
    case 'file':
      return [fileName]
    case 'voice':
      return [
        {
          _: 'documentAttributeAudio',
          voice: true,
          duration: seconds(content.duration),
          waveform: encodeWaveform(content.waveform),
        },
      ]
    case 'music':
      return [fileName, { _: 'documentAttributeAudio', duration: seconds(content.duration) }]
    case 'video':
    case 'gif':
    case 'round': {
      const { width: w, height: h, duration, kind } = content
      const video: tl.TypeDocumentAttribute = {
        _: 'documentAttributeVideo',
        w,
        h,
        duration,
        ...(kind === 'round' ? { roundMessage: true } : {}),
        ...(kind === 'video' ? { supportsStreaming: true } : {}),
        ...(kind === 'gif' ? { nosound: true } : {}),
      }
      return kind === 'gif'
        ? [fileName, video, { _: 'documentAttributeAnimated' }]
        : kind === 'round'
          ? [video]
          : [fileName, video]
    }
  }
}

function hidden(content: OutgoingFile): { spoiler?: true; ttlSeconds?: number } {
  const isSpoiler = 'isSpoiler' in content && content.isSpoiler
  const ttl = 'ttl' in content ? content.ttl : null
  return { ...(isSpoiler ? { spoiler: true } : {}), ...(ttl === null ? {} : { ttlSeconds: ttl }) }
}

/** A file that the server has got, and its thumbnail where it has one, as what a message shows. */
export function toUploadedMedia(
  content: OutgoingFile,
  file: tl.TypeInputFile,
  thumb: tl.TypeInputFile | null,
): tl.TypeInputMedia {
  if (content.kind === 'photo') return { _: 'inputMediaUploadedPhoto', file, ...hidden(content) }
  return {
    _: 'inputMediaUploadedDocument',
    file,
    mimeType: content.mime || 'application/octet-stream',
    attributes: attributesOf(content),
    ...(thumb ? { thumb } : {}),
    ...(content.kind === 'file' ? { forceFile: true } : {}),
    ...hidden(content),
  }
}

/** What is sent without a file. */
export function toBareMedia(
  content: Exclude<OutgoingContent, OutgoingFile>,
  references: Pick<References, 'of'>,
): tl.TypeInputMedia {
  switch (content.kind) {
    case 'stored':
      return { _: 'inputMediaDocument', id: toRawDocument(content.media.document, references) }
    case 'contact':
      return {
        _: 'inputMediaContact',
        phoneNumber: content.phone,
        firstName: content.firstName,
        lastName: content.lastName,
        vcard: '',
      }
    case 'location':
      return {
        _: 'inputMediaGeoPoint',
        geoPoint: {
          _: 'inputGeoPoint',
          lat: content.latitude,
          long: content.longitude,
          ...(content.accuracy === null ? {} : { accuracyRadius: Math.round(content.accuracy) }),
        },
      }
    case 'dice':
      return { _: 'inputMediaDice', emoticon: content.emoji }
  }
}

/** Media that the server has stored, to be named again in an album. */
export function toStoredMedia(media: tl.TypeMessageMedia, content: OutgoingFile): tl.TypeInputMedia | null {
  if (media._ === 'messageMediaPhoto' && media.photo?._ === 'photo') {
    const { id, accessHash, fileReference } = media.photo
    return {
      _: 'inputMediaPhoto',
      id: { _: 'inputPhoto', id, accessHash, fileReference },
      ...hidden(content),
    }
  }
  if (media._ === 'messageMediaDocument' && media.document?._ === 'document') {
    const { id, accessHash, fileReference } = media.document
    return {
      _: 'inputMediaDocument',
      id: { _: 'inputDocument', id, accessHash, fileReference },
      ...hidden(content),
    }
  }
  return null
}
