import type { tl } from '@mtcute/core'
import type { GroupsApi } from '../api/groups'
import { channelChatId, groupChatId } from '../convert/chat'
import { toRawBanned } from '../convert/rights'
import { ApiError } from '../errors'
import { isGroupId } from '../rights'
import type { ChatId } from '../types'
import type { Context } from './context'

/** The bare id of a basic group, null for every other chat. */
export const basicGroup = (chatId: ChatId): number | null => (isGroupId(chatId) ? -chatId : null)

/** The group or channel that some updates tell of first. */
export function chatOf(updates: tl.TypeUpdates): ChatId {
  const [chat] = 'chats' in updates ? updates.chats : []
  if (!chat) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
  const isChannel = chat._ === 'channel' || chat._ === 'channelForbidden'
  return isChannel ? channelChatId(chat.id) : groupChatId(chat.id)
}

export function groupsApi(context: Context): GroupsApi {
  return {
    async createGroup(title, userIds) {
      const users = await Promise.all(userIds.map((id) => context.user(id)))
      const { updates, missingInvitees } = await context.call({ _: 'messages.createChat', title, users })
      context.apply(updates)
      return { chatId: chatOf(updates), missing: missingInvitees.map((it) => it.userId) }
    },

    async createChannel({ title, about, kind }) {
      const updates = await context.call({
        _: 'channels.createChannel',
        title,
        about,
        broadcast: kind === 'channel',
        megagroup: kind === 'supergroup',
      })
      context.apply(updates)
      return chatOf(updates)
    },

    async isChatUsernameFree(chatId, username) {
      const channel: tl.TypeInputChannel =
        chatId === null ? { _: 'inputChannelEmpty' } : await context.channel(chatId)
      return context.call({ _: 'channels.checkUsername', channel, username })
    },

    async setChatUsername(chatId, username) {
      const channel = await context.channel(chatId)
      await context.call({ _: 'channels.updateUsername', channel, username })
    },

    async setChatTitle(chatId, title) {
      const group = basicGroup(chatId)
      const updates =
        group === null
          ? await context.call({
              _: 'channels.editTitle',
              channel: await context.channel(chatId),
              title,
            })
          : await context.call({ _: 'messages.editChatTitle', chatId: group, title })
      context.apply(updates)
    },

    async setChatAbout(chatId, about) {
      await context.call({ _: 'messages.editChatAbout', peer: await context.peer(chatId), about })
    },

    async setDefaultBanned(chatId, rights) {
      const updates = await context.call({
        _: 'messages.editChatDefaultBannedRights',
        peer: await context.peer(chatId),
        bannedRights: toRawBanned(rights, 0),
      })
      context.apply(updates)
    },

    async setSlowMode(chatId, seconds) {
      const channel = await context.channel(chatId)
      context.apply(await context.call({ _: 'channels.toggleSlowMode', channel, seconds }))
    },

    async setHistoryHidden(chatId, isHidden) {
      const channel = await context.channel(chatId)
      context.apply(await context.call({ _: 'channels.togglePreHistoryHidden', channel, enabled: isHidden }))
    },

    async setSignatures(chatId, isOn) {
      const channel = await context.channel(chatId)
      context.apply(await context.call({ _: 'channels.toggleSignatures', channel, signaturesEnabled: isOn }))
    },

    async leaveChat(chatId) {
      const group = basicGroup(chatId)
      if (group === null) {
        const channel = await context.channel(chatId)
        context.apply(await context.call({ _: 'channels.leaveChannel', channel }))
        context.emit({ type: 'chatCleared', chatId })
        return
      }
      const userId: tl.TypeInputUser = { _: 'inputUserSelf' }
      context.apply(await context.call({ _: 'messages.deleteChatUser', chatId: group, userId }))
    },

    async deleteChat(chatId) {
      const group = basicGroup(chatId)
      if (group === null) {
        const channel = await context.channel(chatId)
        context.apply(await context.call({ _: 'channels.deleteChannel', channel }))
      } else {
        await context.call({ _: 'messages.deleteChat', chatId: group })
      }
      context.emit({ type: 'chatCleared', chatId })
    },
  }
}
