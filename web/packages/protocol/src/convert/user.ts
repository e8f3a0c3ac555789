import type { tl } from '@mtcute/core'
import type { Presence, User } from '../types'
import { toPeerPhoto } from './peer-photo'

export function toPresence(status: tl.TypeUserStatus | undefined): Presence {
  switch (status?._) {
    case 'userStatusOnline':
      return { kind: 'online', until: status.expires }
    case 'userStatusOffline':
      return { kind: 'offline', lastSeen: status.wasOnline }
    case 'userStatusRecently':
      return { kind: 'recently' }
    case 'userStatusLastWeek':
      return { kind: 'lastWeek' }
    case 'userStatusLastMonth':
      return { kind: 'lastMonth' }
    default:
      return { kind: 'unknown' }
  }
}

/** The name people see: the plain one, or the first active of several. */
export function activeUsername(
  plain: string | undefined,
  several: tl.RawUsername[] | undefined,
): string | null {
  return plain ?? several?.find((it) => it.active)?.username ?? null
}

export function toUser(raw: tl.TypeUser): User | null {
  if (raw._ !== 'user') return null
  return {
    id: raw.id,
    firstName: raw.firstName ?? '',
    lastName: raw.lastName ?? '',
    username: activeUsername(raw.username, raw.usernames),
    phone: raw.phone || null,
    isSelf: raw.self ?? false,
    isContact: raw.contact ?? false,
    isDeleted: raw.deleted ?? false,
    isBot: raw.bot ?? false,
    isPartial: raw.min ?? false,
    presence: toPresence(raw.status),
    photo: toPeerPhoto(raw.id, raw.photo),
  }
}

export function toUsers(raw: Iterable<tl.TypeUser>): User[] {
  return [...raw].map(toUser).filter((user) => user !== null)
}
