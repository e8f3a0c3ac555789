import type { Reactions } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { mergeReactions, offered, toggled } from './reactions'

const reactions = (counts: Array<[string, number, boolean]>, isPartial = false): Reactions => ({
  counts: counts.map(([emoji, count, isMine]) => ({ emoji, count, isMine })),
  recent: [],
  canSeeList: true,
  isPartial,
})

describe('reactions', () => {
  it('told to many leave the own ones as they were', () => {
    const merged = mergeReactions(reactions([['👍', 1, true]]), reactions([['👍', 2, false]], true))
    expect(merged.counts).toEqual([{ emoji: '👍', count: 2, isMine: true }])
    expect(mergeReactions(null, reactions([['👍', 2, false]], true)).counts[0]?.isMine).toBe(false)
  })
  it('are given, replaced and taken back', () => {
    expect(toggled(null, '👍')).toEqual(['👍'])
    expect(toggled(reactions([['👍', 1, true]]), '🔥')).toEqual(['🔥'])
    expect(toggled(reactions([['👍', 1, true]]), '👍')).toEqual([])
  })
  it('stay unread when an update for all tells of them again', () => {
    const recent = [{ peerId: 7, emoji: '🔥', date: 5, isUnread: true, isMine: false }]
    const known = { ...reactions([['🔥', 1, false]]), recent }
    const told = { ...reactions([['🔥', 1, false]], true), recent: [{ ...recent[0]!, isUnread: false }] }
    expect(mergeReactions(known, told).recent[0]?.isUnread).toBe(true)
  })
  it('are those that a chat allows', () => {
    expect(offered(undefined, []).length).toBeGreaterThan(5)
    expect(offered({ reactions: ['🔥'] } as unknown as Parameters<typeof offered>[0], [])).toEqual(['🔥'])
  })
  it('are what the server takes where all are allowed, the usual ones first', () => {
    expect(offered(undefined, ['🦄', '🔥', '👍'])).toEqual(['👍', '🔥', '🦄'])
  })
})
