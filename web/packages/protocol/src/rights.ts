import type { AdminRight, BannedRight, Chat, ChatId } from './types'

const CHANNEL_ZERO = -1e12

/** The kinds of attachments. */
export const MEDIA_RIGHTS: readonly BannedRight[] = [
  'sendPhotos',
  'sendVideos',
  'sendRoundvideos',
  'sendAudios',
  'sendVoices',
  'sendDocs',
  'sendStickers',
  'sendGifs',
  'sendGames',
  'sendInline',
]

export const isPersonId = (id: ChatId): boolean => id > 0
/** Supergroups and channels: what has message ids of its own instead of those of the reader's own log. */
export const isChannelId = (id: ChatId): boolean => id < CHANNEL_ZERO
export const isGroupId = (id: ChatId): boolean => id < 0 && !isChannelId(id)

/** What oneself may do as an admin; the creator may everything. */
export function hasAdminRight(chat: Chat, right: AdminRight): boolean {
  return chat.isCreator || (chat.adminRights?.includes(right) ?? false)
}

const isAdmin = (chat: Chat) => chat.isCreator || chat.adminRights !== null

/** What oneself may do as a member: admins everything, others what neither all nor they alone were denied. */
export function isAllowed(chat: Chat, right: BannedRight): boolean {
  if (chat.isForbidden) return false
  if (isAdmin(chat)) return true
  return !chat.defaultBanned.includes(right) && !(chat.banned?.rights.includes(right) ?? false)
}

export type WriteObstacle =
  'forbidden' | 'notMember' | 'readOnly' | 'restricted' | 'closedToMembers' | 'moved'

/** What keeps oneself from writing in a chat; null when nothing does. */
export function writeObstacle(chat: Chat): WriteObstacle | null {
  if (chat.migratedTo !== null) return 'moved'
  if (chat.isForbidden) return 'forbidden'
  if (chat.kind === 'channel') {
    if (hasAdminRight(chat, 'postMessages')) return null
    return chat.isMember ? 'readOnly' : 'notMember'
  }
  if (
    !chat.isMember &&
    (chat.kind === 'group' || chat.username === null || chat.mustJoinToSend || !chat.hasLink)
  )
    return 'notMember'
  if (isAdmin(chat)) return null
  const denied = (rights: BannedRight[]) => rights.includes('sendMessages') || rights.includes('sendPlain')
  if (chat.banned && denied(chat.banned.rights)) return 'restricted'
  return denied(chat.defaultBanned) ? 'closedToMembers' : null
}

export function canPin(chat: Chat): boolean {
  if (chat.kind === 'channel')
    return hasAdminRight(chat, 'editMessages') || hasAdminRight(chat, 'pinMessages')
  return chat.isMember && (hasAdminRight(chat, 'pinMessages') || isAllowed(chat, 'pinMessages'))
}
