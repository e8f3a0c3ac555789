import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { SearchApi } from '../api/search'
import { toMessages } from '../convert/message'
import type { FoundMessages, SearchCursor } from '../types'
import type { Context } from './context'

const PEERS_MAX = 30
const PAGE = 30

export function searchApi(context: Context): SearchApi {
  const toFound = (result: tl.messages.TypeMessages): FoundMessages => {
    if (result._ === 'messages.messagesNotModified') return { messages: [], total: 0, next: null }
    context.meet(result.users)
    context.meetChats(result.chats)
    const messages = toMessages(result.messages, context.selfId)
    const last = messages.at(-1)
    const rate = 'nextRate' in result ? (result.nextRate ?? last?.date ?? 0) : 0
    const isMore = result._ === 'messages.messagesSlice' && messages.length >= PAGE && last !== undefined
    return {
      messages,
      total: 'count' in result ? result.count : messages.length,
      next: isMore ? { rate, messageId: last.id, chatId: last.chatId } : null,
    }
  }
  const offset = async (cursor: SearchCursor | null) => ({
    offsetRate: cursor?.rate ?? 0,
    offsetPeer: cursor ? await context.peer(cursor.chatId) : ({ _: 'inputPeerEmpty' } as const),
    offsetId: cursor?.messageId ?? 0,
    limit: PAGE,
  })
  return {
    async searchPeers(query) {
      const found = await context.call({ _: 'contacts.search', q: query, limit: PEERS_MAX })
      context.meet(found.users)
      context.meetChats(found.chats)
      const known = found.myResults.map((it) => getMarkedPeerId(it))
      const others = found.results.map((it) => getMarkedPeerId(it)).filter((id) => !known.includes(id))
      return { known, others }
    },

    async searchPosts(hashtag, cursor) {
      return toFound(await context.call({ _: 'channels.searchPosts', hashtag, ...(await offset(cursor)) }))
    },

    async searchEverywhere(query, cursor) {
      const result = await context.call({
        _: 'messages.searchGlobal',
        q: query,
        filter: { _: 'inputMessagesFilterEmpty' },
        minDate: 0,
        maxDate: 0,
        ...(await offset(cursor)),
      })
      return toFound(result)
    },
  }
}
