import { MEDIA_RIGHTS, type BannedRight } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { isTaken, MEDIA_PERMISSIONS, withPermissions } from './rights'

describe('permissions', () => {
  it('leave all others as they are, also those without a switch', () => {
    const before: BannedRight[] = ['sendPhotos', 'sendGames', 'editRank']
    expect(withPermissions(before, ['sendVoices'], false)).toEqual([...before, 'sendVoices'])
    expect(withPermissions(before, ['sendPhotos'], true)).toEqual(['sendGames', 'editRank'])
  })
  it('of stickers cover what is shown like stickers', () => {
    expect(withPermissions([], ['sendStickers'], false)).toEqual([
      'sendStickers',
      'sendGifs',
      'sendGames',
      'sendInline',
    ])
    expect(withPermissions(['sendGifs', 'sendPolls'], ['sendStickers'], true)).toEqual(['sendPolls'])
  })
  it('take all writing when each kind of it was taken', () => {
    const silent = withPermissions(['embedLinks', 'sendPolls'], ['sendPlain', ...MEDIA_PERMISSIONS], false)
    expect(silent).toContain('sendMessages')
    expect(silent).toEqual(expect.arrayContaining([...MEDIA_RIGHTS]))
    expect(withPermissions([], ['sendPlain'], false)).not.toContain('sendMessages')
  })
  it('give writing back when one kind of it is given back, and keep the others', () => {
    const rest = withPermissions(['sendMessages', 'pinMessages'], ['sendPlain'], true)
    expect(rest).not.toContain('sendMessages')
    expect(rest).not.toContain('sendPlain')
    expect(rest).toEqual(expect.arrayContaining(['sendDocs', 'sendPolls', 'embedLinks', 'pinMessages']))
  })
  it('show every kind of writing as taken when all of it is', () => {
    expect(isTaken(['sendMessages'], 'sendPolls')).toBe(true)
    expect(isTaken(['sendMessages'], 'pinMessages')).toBe(false)
    expect(isTaken(['pinMessages'], 'pinMessages')).toBe(true)
  })
})
