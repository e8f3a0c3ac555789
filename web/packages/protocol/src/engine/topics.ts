import { toggleChannelIdMark } from '@mtcute/core/utils.js'
import Long from 'long'
import type { TopicsApi } from '../api/topics'
import type { Context } from './context'
import { settle } from './settle'

function randomId(): Long {
  const [low, high] = crypto.getRandomValues(new Int32Array(2))
  return new Long(low ?? 0, high ?? 0)
}

export function topicsApi(context: Context): TopicsApi {
  const { apply } = context
  return {
    async createTopic(chatId, title, iconColor) {
      const peer = await context.peer(chatId)
      apply(
        await context.call({ _: 'messages.createForumTopic', peer, title, iconColor, randomId: randomId() }),
      )
    },

    async renameTopic(chatId, topicId, title) {
      const peer = await context.peer(chatId)
      apply(await context.call({ _: 'messages.editForumTopic', peer, topicId, title }))
    },

    async setTopicClosed(chatId, topicId, closed) {
      const peer = await context.peer(chatId)
      apply(await context.call({ _: 'messages.editForumTopic', peer, topicId, closed }))
    },

    async setTopicPinned(chatId, topicId, pinned) {
      const peer = await context.peer(chatId)
      apply(await context.call({ _: 'messages.updatePinnedForumTopic', peer, topicId, pinned }))
    },

    async deleteTopic(chatId, topicId) {
      const peer = await context.peer(chatId)
      for (let more = true; more;) {
        const affected = await context.call({ _: 'messages.deleteTopicHistory', peer, topMsgId: topicId })
        settle(context, affected, toggleChannelIdMark(chatId))
        more = affected.offset > 0
      }
    },
  }
}
