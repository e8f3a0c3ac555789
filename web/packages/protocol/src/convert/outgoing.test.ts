import { describe, expect, it } from 'vitest'
import type { OutgoingFile } from '../types'
import { toUploadedMedia } from './outgoing'

describe('toUploadedMedia', () => {
  const file = { _: 'inputFile', parts: 1, name: 'a' } as never
  const blob = new Blob(['x'])
  it('says what a photo hides and when it goes', () => {
    const photo = { kind: 'photo', blob, width: 1, height: 1, isSpoiler: true, ttl: 10 } as const
    expect(toUploadedMedia(photo, file, null)).toEqual({
      _: 'inputMediaUploadedPhoto',
      file,
      spoiler: true,
      ttlSeconds: 10,
    })
  })
  it('keeps a picture that is sent as a file a file', () => {
    const media = toUploadedMedia({ kind: 'file', blob, name: 'a.png', mime: 'image/png' }, file, null)
    expect(media).toMatchObject({ _: 'inputMediaUploadedDocument', forceFile: true, mimeType: 'image/png' })
  })
  it('marks voice notes', () => {
    const voice = {
      kind: 'voice' as const,
      blob,
      name: 'v.ogg',
      mime: 'audio/ogg',
      duration: 2.6,
      waveform: [31],
      ttl: null,
    } satisfies OutgoingFile
    expect(toUploadedMedia(voice, file, null)).toMatchObject({
      attributes: [{ _: 'documentAttributeAudio', voice: true, duration: 3 }],
    })
  })
})
