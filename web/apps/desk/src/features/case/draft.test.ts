import { describe, expect, it } from 'vitest'
import type { Case } from '../../api/types'
import { decisionOf, kindsFor, mustPropose, newDraft } from './draft'

const about = (change: Partial<Case>) => ({ kind: 'notice', lane: 'users', asked: null, ...change }) as Case

describe('a draft', () => {
  it('begins with what the case is about', () => {
    expect(newDraft(about({ lane: 'trusted-flaggers' }), 'r')).toMatchObject({
      kind: 'restriction',
      trigger: 'trusted-flagger',
      redress: 'r',
    })
    const asked = { issuer: 'judge', data: 'subscriber', verdict: 'in-order', serious_offence: true }
    expect(newDraft(about({ kind: 'order', lane: 'authorities', asked }), '')).toMatchObject({
      kind: 'disclosure',
      data: 'subscriber',
      trigger: 'order',
    })
  })
  it('is sent as the kind that was chosen, and nothing else', () => {
    const draft = { ...newDraft(about({}), 'complain'), territory: ' de, at', facts: ' f ', reasons: 'old' }
    expect(decisionOf(draft)).toMatchObject({ kind: 'restriction', territory: ['DE', 'AT'], facts: 'f' })
    expect(decisionOf(draft)).not.toHaveProperty('reasons')
    expect(decisionOf({ ...draft, kind: 'no-action' })).toEqual({ kind: 'no-action', reasons: 'old' })
    expect(decisionOf({ ...draft, kind: 'disclosure', fields: 'phone\n\nname ' })).toMatchObject({
      fields: ['phone', 'name'],
    })
  })
  it('holds until the end of the day', () => {
    const draft = { ...newDraft(about({}), ''), until: '2027-01-31' }
    expect(new Date((decisionOf(draft).until ?? 0) * 1000).toLocaleTimeString('en-GB')).toBe('23:59:59')
  })
  it('offers what fits the kind of case', () => {
    expect(kindsFor({ kind: 'appeal' })).toContain('reversal')
    expect(kindsFor({ kind: 'notice' })).not.toContain('disclosure')
  })
  it('is proposed where a second person is needed', () => {
    expect(mustPropose('disclosure', true)).toBe(true)
    expect(mustPropose('restriction', true)).toBe(false)
    expect(mustPropose('restriction', false)).toBe(true)
  })
})
