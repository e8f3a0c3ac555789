import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { Member } from '../types'
import { toAdminRights, toBannedRights } from './chat'

const BLANK: Omit<Member, 'userId' | 'role'> = {
  rank: '',
  rights: [],
  banned: [],
  until: 0,
  canEdit: false,
  byId: null,
  date: 0,
}

export function toMember(raw: tl.TypeChannelParticipant | tl.TypeChatParticipant, selfId: number): Member {
  switch (raw._) {
    case 'channelParticipantCreator':
    case 'chatParticipantCreator':
      return { ...BLANK, userId: raw.userId, role: 'creator', rank: ('rank' in raw && raw.rank) || '' }
    case 'channelParticipantAdmin':
      return {
        ...BLANK,
        userId: raw.userId,
        role: 'admin',
        rank: raw.rank ?? '',
        rights: toAdminRights(raw.adminRights) ?? [],
        canEdit: raw.canEdit ?? false,
        byId: raw.promotedBy,
        date: raw.date,
      }
    case 'chatParticipantAdmin':
      return {
        ...BLANK,
        userId: raw.userId,
        role: 'admin',
        canEdit: true,
        byId: raw.inviterId,
        date: raw.date,
      }
    case 'channelParticipantBanned': {
      const banned = toBannedRights(raw.bannedRights)
      return {
        ...BLANK,
        userId: getMarkedPeerId(raw.peer),
        role: banned.includes('viewMessages') ? 'removed' : 'restricted',
        banned,
        until: raw.bannedRights.untilDate,
        byId: raw.kickedBy,
        date: raw.date,
      }
    }
    case 'channelParticipantLeft':
      return { ...BLANK, userId: getMarkedPeerId(raw.peer), role: 'left' }
    default: {
      const byId = 'inviterId' in raw && raw.userId !== selfId ? raw.inviterId : null
      return {
        ...BLANK,
        userId: raw.userId,
        role: 'member',
        rank: ('rank' in raw && raw.rank) || '',
        byId,
        date: raw.date,
      }
    }
  }
}
