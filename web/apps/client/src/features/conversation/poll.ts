import type { Poll, PollTally } from '@botschaft/protocol'

/** What is known of a poll after an update, which may lack the poll itself or which answers are one's own. */
export function mergePoll(known: Poll | null, told: Poll | null, tally: PollTally): Poll | null {
  const poll = told ?? known
  if (!poll) return null
  if (!tally.isPartial || !known) return { ...poll, tally }
  const before = new Map(known.tally.answers.map((it) => [it.option, it]))
  const answers = tally.answers.map((it) => ({
    ...it,
    isChosen: before.get(it.option)?.isChosen ?? false,
    isCorrect: it.isCorrect || (before.get(it.option)?.isCorrect ?? false),
  }))
  return { ...poll, tally: { ...tally, answers, solution: tally.solution ?? known.tally.solution } }
}

export interface Result {
  option: string
  text: string
  voters: number
  /** Of those who voted, in whole per cent. */
  share: number
  isChosen: boolean
  isCorrect: boolean
}

export function results(poll: Poll): Result[] {
  const tally = new Map(poll.tally.answers.map((it) => [it.option, it]))
  const total = Math.max(1, poll.tally.totalVoters)
  return poll.answers.map(({ option, text }) => {
    const { voters = 0, isChosen = false, isCorrect = false } = tally.get(option) ?? {}
    return { option, text, voters, share: Math.round((voters / total) * 100), isChosen, isCorrect }
  })
}

export function hasVoted(poll: Poll): boolean {
  return poll.tally.answers.some((it) => it.isChosen)
}

/** Votes are told to who has voted, and to all when it is over. */
export function showsResults(poll: Poll): boolean {
  return poll.isClosed || hasVoted(poll)
}
