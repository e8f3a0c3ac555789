import type { tl } from '@mtcute/core'
import Long from 'long'
import type { SupervisionApi } from '../api/supervision'
import { toAdminEvent, toRawFilter } from '../convert/admin-log'
import { channelChatId } from '../convert/chat'
import { ApiError } from '../errors'
import type { Context } from './context'
import { basicGroup } from './groups'

const LOG_PAGE = 50

export function supervisionApi(context: Context): SupervisionApi {
  const { apply } = context
  return {
    async setProtected(chatId, isOn) {
      const peer = await context.peer(chatId)
      apply(await context.call({ _: 'messages.toggleNoForwards', peer, enabled: isOn }))
    },

    async setMembersHidden(chatId, isOn) {
      const channel = await context.channel(chatId)
      apply(await context.call({ _: 'channels.toggleParticipantsHidden', channel, enabled: isOn }))
    },

    async setJoinToSend(chatId, isOn) {
      const channel = await context.channel(chatId)
      apply(await context.call({ _: 'channels.toggleJoinToSend', channel, enabled: isOn }))
    },

    async setJoinRequest(chatId, isOn) {
      const channel = await context.channel(chatId)
      apply(await context.call({ _: 'channels.toggleJoinRequest', channel, enabled: isOn }))
    },

    async setForum(chatId, isOn) {
      const channel = await context.channel(chatId)
      apply(await context.call({ _: 'channels.toggleForum', channel, enabled: isOn, tabs: false }))
    },

    async setAllowedReactions(chatId, reactions) {
      const availableReactions: tl.TypeChatReactions =
        reactions === 'all'
          ? { _: 'chatReactionsAll' }
          : reactions.length === 0
            ? { _: 'chatReactionsNone' }
            : {
                _: 'chatReactionsSome',
                reactions: reactions.map((emoticon) => ({ _: 'reactionEmoji', emoticon })),
              }
      const peer = await context.peer(chatId)
      apply(await context.call({ _: 'messages.setChatAvailableReactions', peer, availableReactions }))
    },

    async getDiscussionGroups() {
      const { chats } = await context.call({ _: 'channels.getGroupsForDiscussion' })
      return context.meetChats(chats)
    },

    async setDiscussionGroup(channelId, groupId) {
      await context.call({
        _: 'channels.setDiscussionGroup',
        broadcast: await context.channel(channelId),
        group: groupId === null ? { _: 'inputChannelEmpty' } : await context.channel(groupId),
      })
      context.emit({ type: 'chatChanged', chatId: channelId })
    },

    async migrate(chatId) {
      const group = basicGroup(chatId)
      if (group === null) return chatId
      const updates = await context.call({ _: 'messages.migrateChat', chatId: group })
      apply(updates)
      const made = 'chats' in updates ? updates.chats.find((it) => it._ === 'channel') : undefined
      if (!made) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
      return channelChatId(made.id)
    },

    async transferOwnership(chatId, userId, password) {
      const state = await context.call({ _: 'account.getPassword' })
      if (!state.hasPassword) throw new ApiError({ name: 'PASSWORD_MISSING', code: 400, seconds: null })
      const check = await context.client.computeSrpParams(state, password)
      const channel = await context.channel(chatId)
      const user = await context.user(userId)
      apply(await context.call({ _: 'channels.editCreator', channel, userId: user, password: check }))
    },

    async getAdminLog(chatId, filter, query, before) {
      const result = await context.call({
        _: 'channels.getAdminLog',
        channel: await context.channel(chatId),
        q: query,
        eventsFilter: toRawFilter(filter),
        maxId: before === null ? Long.ZERO : Long.fromString(before),
        minId: Long.ZERO,
        limit: LOG_PAGE,
      })
      context.meet(result.users)
      context.meetChats(result.chats)
      return result.events.map((it) => toAdminEvent(it, context.selfId))
    },
  }
}
