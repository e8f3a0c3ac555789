import type { tl } from '@mtcute/core'
import Long from 'long'
import { describe, expect, it } from 'vitest'
import type { FileSource } from '../types'
import { toMedia } from './media'
import { toPeerPhoto } from './peer-photo'

const source: FileSource = { kind: 'message', chatId: 5, messageId: 9, isScheduled: false }
const named = {
  id: Long.fromString('-77', false),
  accessHash: Long.fromNumber(8),
  fileReference: new Uint8Array([1, 0xff]),
  date: 100,
  dcId: 2,
}

function document(mimeType: string, attributes: tl.TypeDocumentAttribute[], thumbs?: tl.TypePhotoSize[]) {
  const raw: tl.RawDocument = { _: 'document', ...named, mimeType, size: 1234, attributes }
  return thumbs ? { ...raw, thumbs } : raw
}

const media = (raw: tl.RawDocument, more: Partial<tl.RawMessageMediaDocument> = {}) =>
  toMedia({ _: 'messageMediaDocument', document: raw, ...more }, source)

const video = (more: Partial<tl.RawDocumentAttributeVideo> = {}): tl.RawDocumentAttributeVideo => ({
  _: 'documentAttributeVideo',
  duration: 3.5,
  w: 640,
  h: 360,
  ...more,
})

describe('photos', () => {
  const photo: tl.RawPhoto = {
    _: 'photo',
    ...named,
    sizes: [
      { _: 'photoSize', type: 'x', w: 800, h: 600, size: 5000 },
      { _: 'photoStrippedSize', type: 'i', bytes: new Uint8Array([1, 30, 40, 0, 0]) },
      { _: 'photoSizeProgressive', type: 'm', w: 320, h: 240, sizes: [10, 20, 900] },
    ],
  }

  it('have sizes from small to large, a blur, and where they came from', () => {
    const shown = toMedia({ _: 'messageMediaPhoto', photo, spoiler: true }, source)
    if (shown?.kind !== 'photo') throw new Error('no photo')
    expect(shown.isSpoiler).toBe(true)
    expect(shown.ttl).toBeNull()
    expect(shown.photo.sizes.map((it) => [it.type, it.width, it.file.size])).toEqual([
      ['m', 320, 900],
      ['x', 800, 5000],
    ])
    expect(shown.photo.blur).toMatch(/^data:image\/jpeg;base64,/)
    expect(shown.photo.sizes[1]?.file).toEqual({
      key: 'photo/-77/x',
      location: { kind: 'photo', id: '-77', accessHash: '8', reference: '01ff', thumb: 'x' },
      size: 5000,
      mime: 'image/jpeg',
      source,
    })
  })

  it('that have destroyed themselves say so', () => {
    expect(toMedia({ _: 'messageMediaPhoto', ttlSeconds: 10 }, source)).toEqual({
      kind: 'expired',
      what: 'photo',
    })
    expect(toMedia({ _: 'messageMediaPhoto' }, source)).toBeNull()
    const voice = { _: 'messageMediaDocument', voice: true, ttlSeconds: 10 } as const
    expect(toMedia(voice, source)).toEqual({ kind: 'expired', what: 'voice' })
  })
})

describe('documents are told apart by their attributes', () => {
  it.each<[string, tl.RawDocument, string]>([
    ['video', document('video/mp4', [video()]), 'video'],
    ['round', document('video/mp4', [video({ roundMessage: true })]), 'round'],
    ['gif', document('video/mp4', [video(), { _: 'documentAttributeAnimated' }]), 'gif'],
    ['voice', document('audio/ogg', [{ _: 'documentAttributeAudio', voice: true, duration: 4 }]), 'voice'],
    ['music', document('audio/mpeg', [{ _: 'documentAttributeAudio', duration: 4 }]), 'music'],
    ['file', document('text/plain', [{ _: 'documentAttributeFilename', fileName: 'a.txt' }]), 'file'],
    [
      'sticker',
      document('application/x-tgsticker', [
        { _: 'documentAttributeImageSize', w: 512, h: 512 },
        { _: 'documentAttributeSticker', alt: '👍', stickerset: { _: 'inputStickerSetEmpty' } },
      ]),
      'sticker',
    ],
  ])('%s', (_name, raw, kind) => expect(media(raw)?.kind).toBe(kind))

  it('a video without a size of its own takes that of its thumbnail', () => {
    const thumb: tl.RawPhotoSize = { _: 'photoSize', type: 'm', w: 320, h: 180, size: 10 }
    expect(media(document('video/mp4', [video({ w: 0, h: 0 })], [thumb]))).toMatchObject({
      width: 320,
      height: 180,
    })
  })

  it('a sticker says its format and set', () => {
    const stickerset = {
      _: 'inputStickerSetID',
      id: Long.fromNumber(3),
      accessHash: Long.fromNumber(4),
    } as const
    const attributes: tl.TypeDocumentAttribute[] = [
      video(),
      { _: 'documentAttributeSticker', alt: '👍', stickerset },
    ]
    expect(media(document('video/webm', attributes))).toMatchObject({
      format: 'video',
      emoji: '👍',
      set: { id: '3', accessHash: '4' },
    })
  })

  it('a waveform has its hundred values', () => {
    const waveform = new Uint8Array(63).fill(0xff)
    const shown = media(
      document('audio/ogg', [{ _: 'documentAttributeAudio', voice: true, duration: 4, waveform }]),
    )
    if (shown?.kind !== 'voice') throw new Error('no voice message')
    expect(shown.waveform.length).toBeGreaterThanOrEqual(100)
    expect(Math.max(...shown.waveform)).toBe(31)
  })
})

describe('places and people', () => {
  const geo: tl.RawGeoPoint = { _: 'geoPoint', lat: 52.5, long: 13.4, accessHash: Long.ZERO }
  it('a point, a place with a name, one that moves', () => {
    expect(toMedia({ _: 'messageMediaGeo', geo }, null)).toMatchObject({
      kind: 'location',
      point: { latitude: 52.5, longitude: 13.4, accuracy: null },
      livePeriod: null,
    })
    expect(toMedia({ _: 'messageMediaGeoLive', geo, period: 900 }, null)).toMatchObject({ livePeriod: 900 })
    expect(toMedia({ _: 'messageMediaGeo', geo: { _: 'geoPointEmpty' } }, null)).toBeNull()
  })
  it('a contact without an account has no id', () => {
    const contact = {
      _: 'messageMediaContact',
      phoneNumber: '1',
      firstName: 'A',
      lastName: '',
      vcard: '',
      userId: 0,
    }
    expect(toMedia(contact as tl.RawMessageMediaContact, null)).toMatchObject({
      kind: 'contact',
      userId: null,
    })
  })
  it('a picture beside a name is asked for by whose it is', () => {
    const photo = toPeerPhoto(5, { _: 'userProfilePhoto', photoId: Long.fromNumber(6), dcId: 2 })
    expect(photo?.small.location).toEqual({ kind: 'peerPhoto', peerId: 5, photoId: '6', isBig: false })
    expect(toPeerPhoto(5, { _: 'userProfilePhotoEmpty' })).toBeNull()
  })
})
