import { describe, expect, it } from 'vitest'
import { MEDIA_RIGHTS } from '../rights'
import { toBannedRights } from './chat'
import { toRawBanned } from './rights'

describe('banned rights', () => {
  it('keep the kinds of attachments apart', () => {
    const raw = toRawBanned(['sendPhotos', 'sendVoices'], 0)
    expect(raw).toMatchObject({ sendPhotos: true, sendVoices: true, untilDate: 0 })
    expect(raw.sendMedia).toBeUndefined()
    expect(toBannedRights(raw)).toEqual(['sendPhotos', 'sendVoices'])
  })
  it('say in the words of older clients when all attachments are taken', () => {
    expect(toRawBanned([...MEDIA_RIGHTS], 7)).toMatchObject({ sendMedia: true, untilDate: 7 })
  })
  it('take all attachments where an older client took them', () => {
    const taken = toBannedRights({ _: 'chatBannedRights', sendMedia: true, untilDate: 0 })
    expect(taken).toEqual(MEDIA_RIGHTS)
  })
})
