import type { Presence, User } from '@botschaft/protocol'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { t } from './preferences.svelte'

/** Everybody met so far. */
export class People {
  readonly users = new SvelteMap<number, User>()
  readonly blocked = new SvelteSet<number>()
  /** After how many seconds messages of the chats with them delete themselves; 0 never. */
  readonly historyTtls = new SvelteMap<number, number>()

  meet(users: User[]): void {
    for (const user of users) {
      if (user.isPartial && this.users.has(user.id)) continue
      this.users.set(user.id, user)
    }
  }

  rename(userId: number, names: Pick<User, 'firstName' | 'lastName' | 'username'>): void {
    const user = this.users.get(userId)
    if (user) this.users.set(userId, { ...user, ...names })
  }

  setPresence(userId: number, presence: Presence): void {
    const user = this.users.get(userId)
    if (user) this.users.set(userId, { ...user, presence })
  }

  setBlocked(userId: number, isBlocked: boolean): void {
    if (isBlocked) this.blocked.add(userId)
    else this.blocked.delete(userId)
  }

  /** The name to show for a person; the chat with oneself is "Saved Messages". */
  nameOf(userId: number): string {
    const user = this.users.get(userId)
    if (!user || user.isDeleted) return t('chats.deleted')
    return user.isSelf ? t('chats.saved') : fullName(user)
  }
}

export function fullName(user: User): string {
  return [user.firstName, user.lastName].filter(Boolean).join(' ') || user.username || t('chats.deleted')
}
