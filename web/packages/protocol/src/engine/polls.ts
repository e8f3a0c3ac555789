import type { tl } from '@mtcute/core'
import Long from 'long'
import type { Api, NewPoll } from '../api'
import { fromHex, toHex } from '../convert/bytes'
import type { Poll } from '../types'
import type { Context } from './context'
import { randomId } from './random'
import { inputReply, sendFlags, sentMessage } from './sending'
import { meetAll, traceOf } from './traces'

const LIST_PAGE = 50

const plain = (text: string): tl.TypeTextWithEntities => ({ _: 'textWithEntities', text, entities: [] })

function toMedia(poll: NewPoll): tl.TypeInputMedia {
  const answers = poll.answers.map((text, index): tl.TypePollAnswer => ({
    _: 'pollAnswer',
    text: plain(text),
    option: Uint8Array.of(0x30 + index),
  }))
  return {
    _: 'inputMediaPoll',
    poll: {
      _: 'poll',
      id: Long.ZERO,
      question: plain(poll.question),
      answers,
      hash: Long.ZERO,
      ...(poll.isPublic ? { publicVoters: true } : {}),
      ...(poll.isMultiple ? { multipleChoice: true } : {}),
      ...(poll.correct === null ? {} : { quiz: true }),
      ...(poll.closePeriod === null ? {} : { closePeriod: poll.closePeriod }),
    },
    ...(poll.correct === null ? {} : { correctAnswers: [poll.correct] }),
    ...(poll.correct !== null && poll.solution ? { solution: poll.solution, solutionEntities: [] } : {}),
  }
}

/** A poll is closed by editing it into one that is. */
function toClosed(poll: Poll): tl.TypeInputMedia {
  return {
    _: 'inputMediaPoll',
    poll: {
      _: 'poll',
      id: Long.fromString(poll.id),
      closed: true,
      question: plain(poll.question),
      answers: poll.answers.map(({ text, option }): tl.TypePollAnswer => ({
        _: 'pollAnswer',
        text: plain(text),
        option: fromHex(option),
      })),
      hash: Long.ZERO,
      ...(poll.isPublic ? { publicVoters: true } : {}),
      ...(poll.isMultiple ? { multipleChoice: true } : {}),
      ...(poll.isQuiz ? { quiz: true } : {}),
    },
  }
}

type PollsApi = Pick<Api, 'sendPoll' | 'vote' | 'closePoll' | 'getVoters'>

export function pollsApi(context: Context): PollsApi {
  return {
    async sendPoll(chatId, threadId, poll, options) {
      const updates = await context.call({
        _: 'messages.sendMedia',
        peer: await context.peer(chatId),
        media: toMedia(poll),
        message: '',
        replyTo: inputReply(threadId, null),
        randomId: randomId(),
        ...sendFlags(options),
      })
      return sentMessage(context, updates, null)
    },

    async vote(chatId, id, options) {
      const updates = await context.call({
        _: 'messages.sendVote',
        peer: await context.peer(chatId),
        msgId: id,
        options: options.map(fromHex),
      })
      context.apply(updates)
    },

    async closePoll(chatId, message) {
      if (!message.poll) return
      const updates = await context.call({
        _: 'messages.editMessage',
        peer: await context.peer(chatId),
        id: message.id,
        media: toClosed(message.poll),
      })
      context.apply(updates)
    },

    async getVoters(chatId, id, option, after) {
      const list = await context.call({
        _: 'messages.getPollVotes',
        peer: await context.peer(chatId),
        id,
        option: fromHex(option),
        ...(after === null ? {} : { offset: after }),
        limit: LIST_PAGE,
      })
      meetAll(context, list)
      const traces = list.votes.map((vote) => ({
        ...traceOf(vote.peer, vote.date),
        options: 'options' in vote ? vote.options.map(toHex) : [option],
      }))
      return { traces, next: list.nextOffset ?? null }
    },
  }
}
