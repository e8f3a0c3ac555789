import type { Presence, User } from '@botschaft/protocol'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { t } from './preferences.svelte'

/** Clients repeat "is writing" every five seconds; without a repetition it ends. */
const TYPING_MS = 6_000

/** Everybody met so far. */
export class People {
  readonly users = new SvelteMap<number, User>()
  readonly typing = new SvelteSet<number>()
  readonly blocked = new SvelteSet<number>()
  private readonly typingTimers = new Map<number, number>()

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

  setTyping(userId: number, isTyping: boolean): void {
    clearTimeout(this.typingTimers.get(userId))
    if (isTyping) {
      this.typing.add(userId)
      this.typingTimers.set(
        userId,
        window.setTimeout(() => this.typing.delete(userId), TYPING_MS),
      )
    } else {
      this.typing.delete(userId)
    }
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
