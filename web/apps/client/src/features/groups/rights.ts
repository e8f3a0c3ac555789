import {
  MEDIA_RIGHTS,
  type AdminRight,
  type BannedRight,
  type Chat,
  type ChatKind,
} from '@botschaft/protocol'

/** What no sending at all is made of. */
const WRITING: readonly BannedRight[] = ['sendPlain', ...MEDIA_RIGHTS, 'embedLinks', 'sendPolls']

/** Attachments, of which one may be taken and another left. */
export const MEDIA_PERMISSIONS = [
  'sendPhotos',
  'sendVideos',
  'sendRoundvideos',
  'sendAudios',
  'sendVoices',
  'sendDocs',
  'sendStickers',
] as const satisfies BannedRight[]
/** What members may do, in the order in which it is asked. The names are those of what is taken away. */
const PERMISSIONS = [
  'sendPlain',
  ...MEDIA_PERMISSIONS,
  'embedLinks',
  'sendPolls',
  'sendReactions',
  'inviteUsers',
  'pinMessages',
  'changeInfo',
  'manageTopics',
] as const satisfies BannedRight[]
export type Permission = (typeof PERMISSIONS)[number]

/** What goes with a permission: moving pictures and what bots send count as stickers. */
const ALONG: Partial<Record<Permission, BannedRight[]>> = {
  sendStickers: ['sendGifs', 'sendGames', 'sendInline'],
}

export const isMediaPermission = (right: Permission) =>
  (MEDIA_PERMISSIONS as readonly string[]).includes(right)

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

/** "sendMessages" stands for all writing: it is taken when every kind of it is, and only then. */
function withImplied(rights: readonly BannedRight[]): BannedRight[] {
  const known: BannedRight[] = [...new Set(rights)].filter((right) => right !== 'sendMessages')
  return WRITING.every((right) => known.includes(right)) ? ['sendMessages', ...known] : known
}

/** What a switch for a permission shows: of somebody whom all writing was taken from, each kind of it is off. */
export function isTaken(rights: readonly BannedRight[], right: BannedRight): boolean {
  return rights.includes(right) || (WRITING.includes(right) && rights.includes('sendMessages'))
}

/** The rights taken after one permission was taken or given back; all others stay as they are. */
export function withPermissions(
  rights: readonly BannedRight[],
  changed: readonly Permission[],
  isGiven: boolean,
): BannedRight[] {
  const meant: BannedRight[] = changed.flatMap((right) => [right, ...(ALONG[right] ?? [])])
  const spread = rights.includes('sendMessages') ? [...rights, ...WRITING] : rights
  const others = spread.filter((right) => right !== 'sendMessages' && !meant.includes(right))
  return withImplied(isGiven ? others : [...others, ...meant])
}
