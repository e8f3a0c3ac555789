import type { tl } from '@mtcute/core'
import { toggleChannelIdMark } from '@mtcute/core/utils.js'
import Long from 'long'
import type { MembersApi } from '../api/members'
import { toMember } from '../convert/member'
import { toRawAdmin, toRawBanned } from '../convert/rights'
import { ApiError } from '../errors'
import type { MemberFilter, MemberPage } from '../types'
import type { Context } from './context'
import { settle } from './settle'
import { basicGroup } from './groups'

const PAGE = 100
/** How much of the history somebody who is added to a basic group sees. */
const SEEN_HISTORY = 100

function rawFilter(filter: MemberFilter, q: string): tl.TypeChannelParticipantsFilter {
  switch (filter) {
    case 'recent':
      return q ? { _: 'channelParticipantsSearch', q } : { _: 'channelParticipantsRecent' }
    case 'admins':
      return { _: 'channelParticipantsAdmins' }
    case 'restricted':
      return { _: 'channelParticipantsBanned', q }
    case 'removed':
      return { _: 'channelParticipantsKicked', q }
    case 'contacts':
      return { _: 'channelParticipantsContacts', q }
    case 'bots':
      return { _: 'channelParticipantsBots' }
  }
}

/** All members of a basic group: there are at most 200, and they come in one piece. */
async function groupMembers(context: Context, group: number, filter: MemberFilter): Promise<MemberPage> {
  const { fullChat, users } = await context.call({ _: 'messages.getFullChat', chatId: group })
  const met = context.meet(users)
  const raw =
    fullChat._ === 'chatFull' && fullChat.participants._ === 'chatParticipants'
      ? fullChat.participants.participants
      : []
  const members = raw.map((it) => toMember(it, context.selfId))
  const wanted = members.filter(
    ({ role }) => filter === 'recent' || (filter === 'admins' && (role === 'admin' || role === 'creator')),
  )
  return { members: wanted, users: met, total: wanted.length }
}

export function membersApi(context: Context): MembersApi {
  return {
    async getMembers(chatId, filter, query, offset) {
      const group = basicGroup(chatId)
      if (group !== null) return groupMembers(context, group, filter)
      const result = await context.call({
        _: 'channels.getParticipants',
        channel: await context.channel(chatId),
        filter: rawFilter(filter, query),
        offset,
        limit: PAGE,
        hash: Long.ZERO,
      })
      if (result._ !== 'channels.channelParticipants') return { members: [], users: [], total: 0 }
      return {
        members: result.participants.map((it) => toMember(it, context.selfId)),
        users: context.meet(result.users),
        total: result.count,
      }
    },

    async getMember(chatId, userId) {
      const group = basicGroup(chatId)
      if (group !== null) {
        const { members } = await groupMembers(context, group, 'recent')
        const found = members.find((it) => it.userId === userId)
        if (!found) throw new ApiError({ name: 'USER_NOT_PARTICIPANT', code: 400, seconds: null })
        return found
      }
      const channel = await context.channel(chatId)
      const participant = await context.peer(userId)
      const result = await context.call({ _: 'channels.getParticipant', channel, participant })
      context.meet(result.users)
      return toMember(result.participant, context.selfId)
    },

    async addMembers(chatId, userIds) {
      const group = basicGroup(chatId)
      const users = await Promise.all(userIds.map((id) => context.user(id)))
      if (group === null) {
        const channel = await context.channel(chatId)
        const { updates, missingInvitees } = await context.call({
          _: 'channels.inviteToChannel',
          channel,
          users,
        })
        context.apply(updates)
        return missingInvitees.map((it) => it.userId)
      }
      const missing: number[] = []
      for (const userId of users) {
        const { updates, missingInvitees } = await context.call({
          _: 'messages.addChatUser',
          chatId: group,
          userId,
          fwdLimit: SEEN_HISTORY,
        })
        context.apply(updates)
        missing.push(...missingInvitees.map((it) => it.userId))
      }
      return missing
    },

    async setAdmin(chatId, userId, rights, rank) {
      const group = basicGroup(chatId)
      const user = await context.user(userId)
      if (group !== null) {
        const isAdmin = rights.length > 0
        await context.call({ _: 'messages.editChatAdmin', chatId: group, userId: user, isAdmin })
        return
      }
      const channel = await context.channel(chatId)
      const adminRights = toRawAdmin(rights)
      context.apply(await context.call({ _: 'channels.editAdmin', channel, userId: user, adminRights, rank }))
    },

    async restrictMember(chatId, userId, rights, until) {
      const channel = await context.channel(chatId)
      const participant = await context.peer(userId)
      const bannedRights = toRawBanned(rights, until)
      context.apply(await context.call({ _: 'channels.editBanned', channel, participant, bannedRights }))
    },

    async removeMember(chatId, userId, until) {
      const group = basicGroup(chatId)
      if (group !== null) {
        const user = await context.user(userId)
        context.apply(await context.call({ _: 'messages.deleteChatUser', chatId: group, userId: user }))
        return
      }
      const channel = await context.channel(chatId)
      const participant = await context.peer(userId)
      context.apply(
        await context.call({
          _: 'channels.editBanned',
          channel,
          participant,
          bannedRights: toRawBanned(['viewMessages'], until),
        }),
      )
    },

    async deleteAllFrom(chatId, userId) {
      const channel = await context.channel(chatId)
      const participant = await context.peer(userId)
      for (let more = true; more;) {
        const affected = await context.call({ _: 'channels.deleteParticipantHistory', channel, participant })
        settle(context, affected, toggleChannelIdMark(chatId))
        more = affected.offset > 0
      }
    },
  }
}
