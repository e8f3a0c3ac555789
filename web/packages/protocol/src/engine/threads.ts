import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { Api } from '../api'
import { toDraft, toMessage, toMessages } from '../convert/message'
import { ApiError } from '../errors'
import type { Topic } from '../types'
import type { Context } from './context'
import { meetAll } from './traces'

const TOPICS_PAGE = 40

function toTopics(context: Context, raw: tl.messages.RawForumTopics): Topic[] {
  meetAll(context, raw)
  return raw.topics.flatMap((it): Topic[] => {
    if (it._ !== 'forumTopic') return []
    const peer = getMarkedPeerId(it.peer)
    const top = raw.messages.find(
      (message) =>
        message.id === it.topMessage &&
        message.peerId !== undefined &&
        getMarkedPeerId(message.peerId) === peer,
    )
    return [
      {
        id: it.id,
        title: it.title,
        colour: it.iconColor,
        isClosed: it.closed ?? false,
        isPinned: it.pinned ?? false,
        isHidden: it.hidden ?? false,
        isMine: it.my ?? false,
        unreadCount: it.unreadCount,
        unreadMentions: it.unreadMentionsCount,
        unreadReactions: it.unreadReactionsCount,
        readMaxId: it.readInboxMaxId,
        readOutboxMaxId: it.readOutboxMaxId,
        lastMessage: top ? toMessage(top, context.selfId) : null,
        draft: toDraft(it.draft),
      },
    ]
  })
}

type ThreadsApi = Pick<Api, 'getDiscussion' | 'readThread' | 'getTopics' | 'getTopic'>

export function threadsApi(context: Context): ThreadsApi {
  return {
    async getDiscussion(chatId, id) {
      const peer = await context.peer(chatId)
      const raw = await context.call({ _: 'messages.getDiscussionMessage', peer, msgId: id })
      meetAll(context, raw)
      const subject = toMessages(raw.messages, context.selfId).sort((a, b) => a.id - b.id)
      const [first] = subject
      if (!first) throw new ApiError({ name: 'MSG_ID_INVALID', code: 400, seconds: null })
      return {
        chatId: first.chatId,
        threadId: first.id,
        subject,
        readMaxId: raw.readInboxMaxId ?? 0,
        readOutboxMaxId: raw.readOutboxMaxId ?? 0,
        unreadCount: raw.unreadCount,
      }
    },

    async readThread(chatId, threadId, maxId) {
      const peer = await context.peer(chatId)
      await context.call({ _: 'messages.readDiscussion', peer, msgId: threadId, readMaxId: maxId })
    },

    async getTopics(chatId, query, after) {
      const raw = await context.call({
        _: 'messages.getForumTopics',
        peer: await context.peer(chatId),
        ...(query ? { q: query } : {}),
        offsetDate: after?.lastMessage?.date ?? 0,
        offsetId: after?.lastMessage?.id ?? 0,
        offsetTopic: after?.id ?? 0,
        limit: TOPICS_PAGE,
      })
      return { topics: toTopics(context, raw), total: raw.count }
    },

    async getTopic(chatId, topicId) {
      const peer = await context.peer(chatId)
      const raw = await context.call({ _: 'messages.getForumTopicsByID', peer, topics: [topicId] })
      return toTopics(context, raw)[0] ?? null
    },
  }
}
