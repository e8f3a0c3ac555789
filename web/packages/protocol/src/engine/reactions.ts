import type { tl } from '@mtcute/core'
import type { Api } from '../api'
import type { Context } from './context'
import { meetAll, traceOf } from './traces'

const LIST_PAGE = 50

const toReaction = (emoticon: string): tl.TypeReaction => ({ _: 'reactionEmoji', emoticon })

type ReactionsApi = Pick<Api, 'react' | 'getReactors' | 'getKnownReactions'>

export function reactionsApi(context: Context): ReactionsApi {
  return {
    async react(chatId, id, emoji) {
      const updates = await context.call({
        _: 'messages.sendReaction',
        addToRecent: true,
        peer: await context.peer(chatId),
        msgId: id,
        reaction: emoji.map(toReaction),
      })
      context.apply(updates)
    },

    async getReactors(chatId, id, emoji, after) {
      const list = await context.call({
        _: 'messages.getMessageReactionsList',
        peer: await context.peer(chatId),
        id,
        ...(emoji === null ? {} : { reaction: toReaction(emoji) }),
        ...(after === null ? {} : { offset: after }),
        limit: LIST_PAGE,
      })
      meetAll(context, list)
      const traces = list.reactions.map((it) => ({
        ...traceOf(it.peerId, it.date),
        emoji: it.reaction._ === 'reactionEmoji' ? it.reaction.emoticon : null,
      }))
      return { traces, next: list.nextOffset ?? null }
    },

    async getKnownReactions() {
      const known = await context.call({ _: 'messages.getAvailableReactions', hash: 0 })
      if (known._ !== 'messages.availableReactions') return []
      return known.reactions.filter((it) => !it.inactive).map((it) => it.reaction)
    },
  }
}
