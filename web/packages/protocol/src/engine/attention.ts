import type { tl } from '@mtcute/core'
import Long from 'long'
import type { Api, Trace } from '../api'
import { toUser, toUsers } from '../convert/user'
import { isChannelId } from '../rights'
import type { Context } from './context'
import { toPage } from './messages'
import { settle } from './settle'

const PINNED_MAX = 100
const UNREAD_PAGE = 50
const MENTIONABLE_MAX = 20

const inThread = (threadId: number | null) => (threadId === null ? {} : { topMsgId: threadId })

/** Members of a basic group whose names or usernames begin with what was typed. */
function matching(users: tl.TypeUser[], query: string): tl.TypeUser[] {
  const wanted = query.toLocaleLowerCase()
  return users.filter((raw) => {
    const user = toUser(raw)
    if (!user || user.isSelf || user.isDeleted) return false
    const names = [user.firstName, user.lastName, user.username ?? '']
    return names.some((name) => name.toLocaleLowerCase().startsWith(wanted))
  })
}

async function getMentionable(context: Context, chatId: number, threadId: number | null, query: string) {
  if (!isChannelId(chatId)) {
    const full = await context.call({ _: 'messages.getFullChat', chatId: -chatId })
    context.meet(full.users)
    return toUsers(matching(full.users, query)).slice(0, MENTIONABLE_MAX)
  }
  const found = await context.call({
    _: 'channels.getParticipants',
    channel: await context.channel(chatId),
    filter: { _: 'channelParticipantsMentions', q: query, ...inThread(threadId) },
    offset: 0,
    limit: MENTIONABLE_MAX,
    hash: Long.ZERO,
  })
  if (found._ !== 'channels.channelParticipants') return []
  return context.meet(found.users).filter((user) => !user.isSelf && !user.isDeleted)
}

type AttentionApi = Pick<
  Api,
  | 'getPinned'
  | 'setPinned'
  | 'unpinAll'
  | 'getReaders'
  | 'countViews'
  | 'getUnread'
  | 'readContents'
  | 'readReactions'
  | 'getMentionable'
>

/** What is pinned, who has seen what, and what is still to be looked at. */
export function attentionApi(context: Context): AttentionApi {
  return {
    async getPinned(chatId, threadId) {
      const raw = await context.call({
        _: 'messages.search',
        peer: await context.peer(chatId),
        q: '',
        ...inThread(threadId),
        filter: { _: 'inputMessagesFilterPinned' },
        minDate: 0,
        maxDate: 0,
        offsetId: 0,
        addOffset: 0,
        limit: PINNED_MAX,
        maxId: 0,
        minId: 0,
        hash: Long.ZERO,
      })
      return toPage(context, raw).messages
    },

    async setPinned(chatId, id, isPinned, isSilent) {
      const updates = await context.call({
        _: 'messages.updatePinnedMessage',
        peer: await context.peer(chatId),
        id,
        ...(isPinned ? {} : { unpin: true }),
        ...(isSilent ? { silent: true } : {}),
      })
      context.apply(updates)
    },

    async unpinAll(chatId, threadId) {
      const peer = await context.peer(chatId)
      const channelId = 'channelId' in peer ? peer.channelId : 0
      for (let more = true; more;) {
        const affected = await context.call({ _: 'messages.unpinAllMessages', peer, ...inThread(threadId) })
        settle(context, affected, channelId)
        more = affected.offset > 0
      }
      context.emit({ type: 'pinnedMessages', chatId, ids: [], isPinned: false })
    },

    async getReaders(chatId, id) {
      const peer = await context.peer(chatId)
      const readers = await context.call({ _: 'messages.getMessageReadParticipants', peer, msgId: id })
      const traces = readers.map(({ userId, date }): Trace => ({
        peerId: userId,
        date,
        emoji: null,
        options: [],
      }))
      return { traces, next: null }
    },

    async countViews(chatId, ids) {
      const peer = await context.peer(chatId)
      const result = await context.call({ _: 'messages.getMessagesViews', peer, id: ids, increment: true })
      return ids.map((id, index) => ({ id, views: result.views[index]?.views ?? null }))
    },

    async getUnread(what, chatId, threadId) {
      const range = {
        peer: await context.peer(chatId),
        ...inThread(threadId),
        // From the oldest towards the newer ones.
        offsetId: 1,
        addOffset: -UNREAD_PAGE,
        limit: UNREAD_PAGE,
        maxId: 0,
        minId: 0,
      }
      const raw =
        what === 'mentions'
          ? await context.call({ _: 'messages.getUnreadMentions', ...range })
          : await context.call({ _: 'messages.getUnreadReactions', ...range })
      return toPage(context, raw)
        .messages.map((it) => it.id)
        .sort((a, b) => a - b)
    },

    async readContents(chatId, ids) {
      if (isChannelId(chatId)) {
        const channel = await context.channel(chatId)
        await context.call({ _: 'channels.readMessageContents', channel, id: ids })
      } else {
        settle(context, await context.call({ _: 'messages.readMessageContents', id: ids }))
      }
      context.emit({ type: 'contentsRead', chatId: isChannelId(chatId) ? chatId : null, ids })
    },

    async readReactions(chatId, threadId) {
      const peer = await context.peer(chatId)
      const channelId = 'channelId' in peer ? peer.channelId : 0
      settle(
        context,
        await context.call({ _: 'messages.readReactions', peer, ...inThread(threadId) }),
        channelId,
      )
    },

    getMentionable: (chatId, threadId, query) => getMentionable(context, chatId, threadId, query),
  }
}
