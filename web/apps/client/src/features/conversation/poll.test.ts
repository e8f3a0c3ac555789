import type { Poll, PollTally } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { hasVoted, mergePoll, results } from './poll'

const tally = (voters: number[], chosen: number | null = null, isPartial = false): PollTally => ({
  answers: voters.map((count, index) => ({
    option: `${index}`,
    voters: count,
    isChosen: index === chosen,
    isCorrect: false,
  })),
  totalVoters: voters.reduce((sum, it) => sum + it, 0),
  recentVoters: [],
  solution: null,
  isPartial,
})
const poll = (it: PollTally): Poll => ({
  id: '1',
  question: 'Q',
  answers: it.answers.map(({ option }) => ({ option, text: option })),
  tally: it,
  isQuiz: false,
  isMultiple: false,
  isPublic: false,
  isClosed: false,
  closeDate: null,
})

describe('mergePoll', () => {
  it('takes the counts of others and keeps the own vote', () => {
    const merged = mergePoll(poll(tally([1, 0], 0)), null, tally([1, 4], null, true))
    expect(merged?.tally.answers.map((it) => [it.voters, it.isChosen])).toEqual([
      [1, true],
      [4, false],
    ])
  })
  it('believes what is told for oneself', () =>
    expect(hasVoted(mergePoll(poll(tally([1, 0], 0)), null, tally([0, 0]))!)).toBe(false))
  it('takes a closed poll', () => {
    const closed = { ...poll(tally([2, 2], null, true)), isClosed: true }
    expect(mergePoll(poll(tally([1, 0], 0)), closed, closed.tally)).toMatchObject({ isClosed: true })
  })
  it('knows nothing of a poll never seen', () => expect(mergePoll(null, null, tally([1]))).toBeNull())
})

describe('results', () => {
  it('are shares of those who voted', () =>
    expect(results(poll(tally([1, 2]))).map((it) => it.share)).toEqual([33, 67]))
  it('are nothing without votes', () =>
    expect(results(poll(tally([0, 0]))).map((it) => it.share)).toEqual([0, 0]))
})
