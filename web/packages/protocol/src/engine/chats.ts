import { getMarkedPeerId, tl } from '@mtcute/core'
import type { Api } from '../api'
import { toChatInfo } from '../convert/chat'
import { isChannelId } from '../rights'
import type { Context } from './context'

type ChatsApi = Pick<
  Api,
  'getChat' | 'getChatInfo' | 'joinChat' | 'setHistoryTtl' | 'mute' | 'resolveUsername'
>

export function chatsApi(context: Context): ChatsApi {
  return {
    async getChat(chatId) {
      const { chats } = isChannelId(chatId)
        ? await context.call({ _: 'channels.getChannels', id: [await context.channel(chatId)] })
        : await context.call({ _: 'messages.getChats', id: [-chatId] })
      return context.meetChats(chats).find((chat) => chat.id === chatId) ?? null
    },

    async getChatInfo(chatId) {
      const full = isChannelId(chatId)
        ? await context.call({ _: 'channels.getFullChannel', channel: await context.channel(chatId) })
        : await context.call({ _: 'messages.getFullChat', chatId: -chatId })
      context.meet(full.users)
      context.meetChats(full.chats)
      return toChatInfo(full.fullChat)
    },

    async joinChat(chatId) {
      const channel = await context.channel(chatId)
      const result = await context.call({ _: 'channels.joinChannel', channel })
      if (result._ === 'messages.chatInviteJoinResultOk') context.apply(result.updates)
      context.emit({ type: 'chatChanged', chatId })
    },

    async setHistoryTtl(chatId, seconds) {
      const peer = await context.peer(chatId)
      context.apply(await context.call({ _: 'messages.setHistoryTTL', peer, period: seconds }))
      context.emit({ type: 'historyTtl', chatId, seconds })
    },

    async mute(chatId, until) {
      await context.call({
        _: 'account.updateNotifySettings',
        peer: { _: 'inputNotifyPeer', peer: await context.peer(chatId) },
        settings: { _: 'inputPeerNotifySettings', muteUntil: until },
      })
      context.emit({ type: 'muted', chatId, until })
    },

    async resolveUsername(username) {
      try {
        const found = await context.call({ _: 'contacts.resolveUsername', username })
        context.meet(found.users)
        context.meetChats(found.chats)
        return getMarkedPeerId(found.peer)
      } catch (error) {
        if (tl.RpcError.is(error, 'USERNAME_NOT_OCCUPIED') || tl.RpcError.is(error, 'USERNAME_INVALID'))
          return null
        throw error
      }
    },
  }
}
