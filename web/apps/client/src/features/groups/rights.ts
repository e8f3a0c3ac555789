import type { AdminRight, BannedRight, Chat, ChatKind } from '@botschaft/protocol'

/** What no sending at all is made of. */
const WRITING: BannedRight[] = ['sendPlain', 'sendMedia', 'embedLinks', 'sendPolls']

/** What members may do, in the order in which it is asked. The names are those of what is taken away. */
export const PERMISSIONS = [
  'sendPlain',
  'sendMedia',
  'embedLinks',
  'sendPolls',
  'sendReactions',
  'inviteUsers',
  'pinMessages',
  'changeInfo',
  'manageTopics',
] as const satisfies BannedRight[]

export type Permission = (typeof PERMISSIONS)[number]

export function permissionsOf(chat: Chat): Permission[] {
  return PERMISSIONS.filter((right) => right !== 'manageTopics' || chat.isForum)
}

const ADMIN_RIGHTS: Record<ChatKind, AdminRight[]> = {
  group: [],
  supergroup: [
    'changeInfo',
    'deleteMessages',
    'banUsers',
    'inviteUsers',
    'pinMessages',
    'manageTopics',
    'anonymous',
    'addAdmins',
  ],
  channel: ['changeInfo', 'postMessages', 'editMessages', 'deleteMessages', 'inviteUsers', 'addAdmins'],
}

export function adminRightsOf(chat: Chat): AdminRight[] {
  return ADMIN_RIGHTS[chat.kind].filter((right) => right !== 'manageTopics' || chat.isForum)
}

/** What a new admin is given unless one chooses otherwise: all that does not make more admins or hide who it is. */
export function usualRights(chat: Chat): AdminRight[] {
  return adminRightsOf(chat).filter((right) => right !== 'addAdmins' && right !== 'anonymous')
}

/** "sendPlain" stands for all writing: without it nothing can be sent. */
export function withImplied(rights: BannedRight[]): BannedRight[] {
  const known: BannedRight[] = rights.filter((right) => right !== 'sendMessages')
  return WRITING.every((right) => known.includes(right)) ? ['sendMessages', ...known] : known
}

/** What a switch for a permission shows: of somebody whom all writing was taken from, each kind of it is off. */
export function isTaken(rights: BannedRight[], right: BannedRight): boolean {
  if (rights.includes(right)) return true
  return WRITING.includes(right) && rights.includes('sendMessages')
}
