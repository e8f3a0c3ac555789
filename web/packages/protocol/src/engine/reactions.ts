import type { tl } from '@mtcute/core'
import type { Api } from '../api'
import type { Context } from './context'
import { meetAll, traceOf } from './traces'

const LIST_MAX = 100

const toReaction = (emoticon: string): tl.TypeReaction => ({ _: 'reactionEmoji', emoticon })

type ReactionsApi = Pick<Api, 'react' | 'getReactors'>

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

    async getReactors(chatId, id, emoji) {
      const list = await context.call({
        _: 'messages.getMessageReactionsList',
        peer: await context.peer(chatId),
        id,
        ...(emoji === null ? {} : { reaction: toReaction(emoji) }),
        limit: LIST_MAX,
      })
      meetAll(context, list)
      return list.reactions.map((it) => ({
        ...traceOf(it.peerId, it.date),
        emoji: it.reaction._ === 'reactionEmoji' ? it.reaction.emoticon : null,
      }))
    },
  }
}
