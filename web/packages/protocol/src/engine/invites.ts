import { getMarkedPeerId, tl } from '@mtcute/core'
import type { InvitesApi } from '../api/invites'
import { ApiError } from '../errors'
import type { ChatId, Importer, Invite } from '../types'
import type { Context } from './context'
import { chatOf } from './groups'

const PAGE = 100
const NOBODY: tl.TypeInputUser = { _: 'inputUserEmpty' }

function toInvite(raw: tl.TypeExportedChatInvite): Invite | null {
  if (raw._ !== 'chatInviteExported') return null
  return {
    link: raw.link,
    title: raw.title ?? '',
    isPermanent: raw.permanent ?? false,
    isRevoked: raw.revoked ?? false,
    needsRequest: raw.requestNeeded ?? false,
    adminId: raw.adminId,
    date: raw.date,
    expiresAt: raw.expireDate ?? 0,
    usageLimit: raw.usageLimit ?? 0,
    usage: raw.usage ?? 0,
    requested: raw.requested ?? 0,
  }
}

function oneInvite(raw: tl.TypeExportedChatInvite): Invite {
  const invite = toInvite(raw)
  if (!invite) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
  return invite
}

function toImporter(raw: tl.TypeChatInviteImporter): Importer {
  return { userId: raw.userId, date: raw.date, about: raw.about ?? '', approvedBy: raw.approvedBy ?? null }
}

export function invitesApi(context: Context): InvitesApi {
  const importers = async (chatId: ChatId, query: { link?: string; requested?: boolean }) => {
    const result = await context.call({
      _: 'messages.getChatInviteImporters',
      ...query,
      peer: await context.peer(chatId),
      offsetDate: 0,
      offsetUser: NOBODY,
      limit: PAGE,
    })
    context.meet(result.users)
    return result.importers.map(toImporter)
  }
  return {
    async getInvites(chatId, areRevoked) {
      const result = await context.call({
        _: 'messages.getExportedChatInvites',
        peer: await context.peer(chatId),
        adminId: { _: 'inputUserSelf' },
        revoked: areRevoked,
        limit: PAGE,
      })
      context.meet(result.users)
      return result.invites.map(toInvite).filter((it) => it !== null)
    },

    async createInvite(chatId, { title, expiresAt, usageLimit, needsRequest }) {
      const invite = await context.call({
        _: 'messages.exportChatInvite',
        peer: await context.peer(chatId),
        title: title || undefined,
        expireDate: expiresAt || undefined,
        usageLimit: usageLimit || undefined,
        requestNeeded: needsRequest,
      })
      return oneInvite(invite)
    },

    async editInvite(chatId, link, { title, expiresAt, usageLimit, needsRequest }) {
      const { invite } = await context.call({
        _: 'messages.editExportedChatInvite',
        peer: await context.peer(chatId),
        link,
        title,
        expireDate: expiresAt,
        usageLimit,
        requestNeeded: needsRequest,
      })
      return oneInvite(invite)
    },

    async revokeInvite(chatId, link) {
      const peer = await context.peer(chatId)
      await context.call({ _: 'messages.editExportedChatInvite', peer, link, revoked: true })
    },

    async deleteInvite(chatId, link) {
      const peer = await context.peer(chatId)
      await context.call({ _: 'messages.deleteExportedChatInvite', peer, link })
    },

    getImporters: (chatId, link) => importers(chatId, { link }),
    getJoinRequests: (chatId) => importers(chatId, { requested: true }),

    async answerJoinRequest(chatId, userId, isAccepted) {
      const peer = await context.peer(chatId)
      const user = await context.user(userId)
      const updates = await context.call({
        _: 'messages.hideChatJoinRequest',
        peer,
        userId: user,
        approved: isAccepted,
      })
      context.apply(updates)
    },

    async checkInvite(hash) {
      const invite = await context.call({ _: 'messages.checkChatInvite', hash })
      if (invite._ !== 'chatInvite') {
        context.meetChats([invite.chat])
        const isChannel = invite.chat._ === 'channel' || invite.chat._ === 'channelForbidden'
        const { id } = invite.chat
        const peer: tl.TypePeer = isChannel
          ? { _: 'peerChannel', channelId: id }
          : { _: 'peerChat', chatId: id }
        return { kind: 'member', chatId: getMarkedPeerId(peer) }
      }
      return {
        kind: 'stranger',
        title: invite.title,
        about: invite.about ?? '',
        memberCount: invite.participantsCount,
        isChannel: invite.broadcast ?? false,
        needsRequest: invite.requestNeeded ?? false,
        people: context.meet(invite.participants ?? []),
      }
    },

    async joinByInvite(hash) {
      try {
        const result = await context.call({ _: 'messages.importChatInvite', hash })
        if (result._ !== 'messages.chatInviteJoinResultOk') return { kind: 'requested' }
        const { updates } = result
        context.apply(updates)
        return { kind: 'joined', chatId: chatOf(updates) }
      } catch (error) {
        if (tl.RpcError.is(error, 'INVITE_REQUEST_SENT')) return { kind: 'requested' }
        throw error
      }
    },
  }
}
