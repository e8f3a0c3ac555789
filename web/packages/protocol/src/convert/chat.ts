import { getMarkedPeerId, type tl } from '@mtcute/core'
import { plainChat } from '../plain'
import { MEDIA_RIGHTS } from '../rights'
import type { AdminRight, BannedRight, Chat, ChatId, ChatInfo } from '../types'
import { toPeerPhoto } from './peer-photo'
import { activeUsername } from './user'

const ADMIN_RIGHTS: AdminRight[] = [
  'changeInfo',
  'postMessages',
  'editMessages',
  'deleteMessages',
  'banUsers',
  'inviteUsers',
  'pinMessages',
  'addAdmins',
  'anonymous',
  'manageTopics',
  'manageRanks',
]
const BANNED_RIGHTS: BannedRight[] = [
  'viewMessages',
  'sendMessages',
  'sendPlain',
  ...MEDIA_RIGHTS,
  'sendPolls',
  'sendReactions',
  'embedLinks',
  'changeInfo',
  'inviteUsers',
  'pinMessages',
  'manageTopics',
  'editRank',
]

export function toAdminRights(raw: tl.TypeChatAdminRights | undefined): AdminRight[] | null {
  return raw ? ADMIN_RIGHTS.filter((right) => raw[right]) : null
}

export function toBannedRights(raw: tl.TypeChatBannedRights | undefined): BannedRight[] {
  if (!raw) return []
  const isTaken = (right: BannedRight) => raw[right] || (raw.sendMedia && MEDIA_RIGHTS.includes(right))
  return BANNED_RIGHTS.filter(isTaken)
}

export function channelChatId(channelId: number): ChatId {
  return getMarkedPeerId({ _: 'peerChannel', channelId })
}

export function groupChatId(chatId: number): ChatId {
  return getMarkedPeerId({ _: 'peerChat', chatId })
}

function toGroup(raw: tl.RawChat): Chat {
  return plainChat({
    id: groupChatId(raw.id),
    kind: 'group',
    title: raw.title,
    memberCount: raw.participantsCount,
    isCreator: raw.creator ?? false,
    isMember: !raw.left && !raw.deactivated,
    migratedTo:
      raw.migratedTo && 'channelId' in raw.migratedTo ? channelChatId(raw.migratedTo.channelId) : null,
    isProtected: raw.noforwards ?? false,
    adminRights: toAdminRights(raw.adminRights),
    defaultBanned: toBannedRights(raw.defaultBannedRights),
    photo: toPeerPhoto(groupChatId(raw.id), raw.photo),
  })
}

function toChannel(raw: tl.RawChannel): Chat {
  return {
    id: channelChatId(raw.id),
    kind: raw.broadcast ? 'channel' : 'supergroup',
    title: raw.title,
    username: activeUsername(raw.username, raw.usernames),
    memberCount: raw.participantsCount ?? null,
    isCreator: raw.creator ?? false,
    isMember: !raw.left,
    isForbidden: false,
    migratedTo: null,
    isForum: raw.forum ?? false,
    hasLink: raw.hasLink ?? false,
    hasSignatures: raw.signatures ?? false,
    isSlow: raw.slowmodeEnabled ?? false,
    isProtected: raw.noforwards ?? false,
    mustJoinToSend: raw.joinToSend ?? false,
    mustAskToJoin: raw.joinRequest ?? false,
    adminRights: toAdminRights(raw.adminRights),
    banned: raw.bannedRights
      ? { rights: toBannedRights(raw.bannedRights), until: raw.bannedRights.untilDate }
      : null,
    defaultBanned: toBannedRights(raw.defaultBannedRights),
    photo: toPeerPhoto(channelChatId(raw.id), raw.photo),
    isPartial: raw.min ?? false,
  }
}

export function toChat(raw: tl.TypeChat): Chat | null {
  switch (raw._) {
    case 'chat':
      return toGroup(raw)
    case 'channel':
      return toChannel(raw)
    case 'chatForbidden':
      return plainChat({ id: groupChatId(raw.id), kind: 'group', title: raw.title, isForbidden: true })
    case 'channelForbidden': {
      const kind = raw.broadcast ? 'channel' : 'supergroup'
      return plainChat({ id: channelChatId(raw.id), kind, title: raw.title, isForbidden: true })
    }
    case 'chatEmpty':
      return null
  }
}

export function toChats(raw: Iterable<tl.TypeChat>): Chat[] {
  return [...raw].map(toChat).filter((chat) => chat !== null)
}

function allowedReactions(raw: tl.TypeChatReactions | undefined): 'all' | string[] {
  if (raw?._ === 'chatReactionsAll') return 'all'
  if (raw?._ !== 'chatReactionsSome') return []
  return raw.reactions.flatMap((it) => (it._ === 'reactionEmoji' ? it.emoticon : []))
}

const inviteLink = (raw: tl.TypeExportedChatInvite | undefined) =>
  raw?._ === 'chatInviteExported' ? raw.link : null

export function toChatInfo(raw: tl.TypeChatFull): ChatInfo {
  const common = {
    about: raw.about,
    pinnedId: raw.pinnedMsgId ?? null,
    historyTtl: raw.ttlPeriod ?? 0,
    reactions: allowedReactions(raw.availableReactions),
    inviteLink: inviteLink(raw.exportedInvite),
    requestsPending: raw.requestsPending ?? 0,
    hasScheduled: raw.hasScheduled ?? false,
  }
  if (raw._ === 'chatFull') {
    const members = raw.participants._ === 'chatParticipants' ? raw.participants.participants : null
    return {
      ...common,
      chatId: groupChatId(raw.id),
      memberCount: members?.length ?? null,
      onlineCount: null,
      linkedChatId: null,
      slowModeSeconds: 0,
      slowModeNextSend: 0,
      canSeeMembers: members !== null,
      isHistoryHidden: true,
      areMembersHidden: false,
      senderId: null,
      origin: null,
    }
  }
  return {
    ...common,
    chatId: channelChatId(raw.id),
    memberCount: raw.participantsCount ?? null,
    onlineCount: raw.onlineCount ?? null,
    linkedChatId: raw.linkedChatId === undefined ? null : channelChatId(raw.linkedChatId),
    slowModeSeconds: raw.slowmodeSeconds ?? 0,
    slowModeNextSend: raw.slowmodeNextSendDate ?? 0,
    canSeeMembers: raw.canViewParticipants ?? false,
    isHistoryHidden: raw.hiddenPrehistory ?? false,
    areMembersHidden: raw.participantsHidden ?? false,
    senderId: raw.defaultSendAs ? getMarkedPeerId(raw.defaultSendAs) : null,
    origin: raw.migratedFromChatId
      ? { chatId: groupChatId(raw.migratedFromChatId.toNumber()), lastId: raw.migratedFromMaxId ?? 0 }
      : null,
  }
}
