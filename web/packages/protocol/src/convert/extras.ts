import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { LinkPreview, Poll, PollTally, Reactions, Replies } from '../types'
import { toHex } from './bytes'
import { channelChatId } from './chat'

/** Custom emoji are named by their documents: '#' and the id. */
function emojiOf(raw: tl.TypeReaction): string | null {
  if (raw._ === 'reactionEmoji') return raw.emoticon
  return raw._ === 'reactionCustomEmoji' ? `#${raw.documentId.toString()}` : null
}

export function toReactions(raw: tl.TypeMessageReactions | undefined): Reactions | null {
  if (!raw) return null
  const counts = raw.results.flatMap((it) => {
    const emoji = emojiOf(it.reaction)
    return emoji ? [{ emoji, count: it.count, isMine: it.chosenOrder !== undefined }] : []
  })
  const recent = (raw.recentReactions ?? []).flatMap((it) => {
    const emoji = emojiOf(it.reaction)
    if (!emoji) return []
    return [
      {
        peerId: getMarkedPeerId(it.peerId),
        emoji,
        date: it.date,
        isUnread: it.unread ?? false,
        isMine: it.my ?? false,
      },
    ]
  })
  return { counts, recent, canSeeList: raw.canSeeList ?? false, isPartial: raw.min ?? false }
}

export function toTally(raw: tl.TypePollResults): PollTally {
  return {
    answers: (raw.results ?? []).map((it) => ({
      option: toHex(it.option),
      voters: it.voters ?? 0,
      isChosen: it.chosen ?? false,
      isCorrect: it.correct ?? false,
    })),
    totalVoters: raw.totalVoters ?? 0,
    recentVoters: (raw.recentVoters ?? []).map((it) => getMarkedPeerId(it)),
    solution: raw.solution ?? null,
    isPartial: raw.min ?? false,
  }
}

export function toPoll(poll: tl.TypePoll, results: tl.TypePollResults): Poll {
  const answers = poll.answers.flatMap((it) =>
    it._ === 'pollAnswer' ? [{ text: it.text.text, option: toHex(it.option) }] : [],
  )
  return {
    id: poll.id.toString(),
    question: poll.question.text,
    answers,
    tally: toTally(results),
    isQuiz: poll.quiz ?? false,
    isMultiple: poll.multipleChoice ?? false,
    isPublic: poll.publicVoters ?? false,
    isClosed: poll.closed ?? false,
    closeDate: poll.closeDate ?? null,
  }
}

export function toReplies(raw: tl.TypeMessageReplies | undefined): Replies | null {
  if (!raw) return null
  return {
    count: raw.replies,
    chatId: raw.comments && raw.channelId !== undefined ? channelChatId(raw.channelId) : null,
    recentRepliers: (raw.recentRepliers ?? []).map((it) => getMarkedPeerId(it)),
    maxId: raw.maxId ?? null,
    readMaxId: raw.readMaxId ?? null,
  }
}

export function toPreview(media: tl.TypeMessageMedia | undefined): LinkPreview | null {
  if (media?._ !== 'messageMediaWebPage' || media.webpage._ !== 'webPage') return null
  const { url, siteName, title, description } = media.webpage
  if (!siteName && !title && !description) return null
  return { url, siteName: siteName ?? '', title: title ?? '', description: description ?? '' }
}
