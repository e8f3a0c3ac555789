import type { tl } from '@mtcute/core'
import Long from 'long'
import type { Api } from '../api'
import { toUser } from '../convert/user'
import { ApiError } from '../errors'
import type { Context } from './context'

const FOUND_MAX = 30
const BLOCKED_MAX = 100

/** The people among `peers`, in that order. */
function pick(context: Context, peers: tl.TypePeer[], users: tl.TypeUser[]) {
  const byId = new Map(context.meet(users).map((user) => [user.id, user]))
  return peers.flatMap((peer) => (peer._ === 'peerUser' ? (byId.get(peer.userId) ?? []) : []))
}

type PeopleApi = Pick<
  Api,
  | 'getContacts'
  | 'addContact'
  | 'addContactByPhone'
  | 'deleteContact'
  | 'searchPeople'
  | 'getBlocked'
  | 'setBlocked'
  | 'getProfile'
  | 'updateProfile'
  | 'isUsernameFree'
  | 'updateUsername'
  | 'setOnline'
>

export function peopleApi(context: Context): PeopleApi {
  const self = (raw: tl.TypeUser) => {
    const me = toUser(raw)
    if (!me) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
    context.emit({ type: 'users', users: [me] })
    return me
  }
  return {
    async getContacts() {
      const result = await context.call({ _: 'contacts.getContacts', hash: Long.ZERO })
      return result._ === 'contacts.contacts' ? context.meet(result.users) : []
    },

    async addContact(userId, firstName, lastName) {
      const updates = await context.call({
        _: 'contacts.addContact',
        id: await context.user(userId),
        firstName,
        lastName,
        phone: '',
      })
      context.apply(updates)
      context.emit({ type: 'contactsChanged' })
    },

    async addContactByPhone(phone, firstName, lastName) {
      const contact: tl.TypeInputContact = {
        _: 'inputPhoneContact',
        clientId: Long.ZERO,
        phone: phone.replace(/\D/g, ''),
        firstName,
        lastName,
      }
      const result = await context.call({ _: 'contacts.importContacts', contacts: [contact] })
      const users = context.meet(result.users)
      const added = users.find((user) => user.id === result.imported[0]?.userId) ?? null
      if (added) context.emit({ type: 'contactsChanged' })
      return added
    },

    async deleteContact(userId) {
      const updates = await context.call({ _: 'contacts.deleteContacts', id: [await context.user(userId)] })
      context.apply(updates)
      context.emit({ type: 'contactsChanged' })
    },

    async searchPeople(query) {
      const found = await context.call({ _: 'contacts.search', q: query, limit: FOUND_MAX })
      const known = pick(context, found.myResults, found.users)
      const knownIds = new Set(known.map((user) => user.id))
      const others = pick(context, found.results, found.users).filter((user) => !knownIds.has(user.id))
      return { known, others }
    },

    async getBlocked() {
      const result = await context.call({ _: 'contacts.getBlocked', offset: 0, limit: BLOCKED_MAX })
      return pick(
        context,
        result.blocked.map((it) => it.peerId),
        result.users,
      )
    },

    async setBlocked(userId, isBlocked) {
      const id = await context.peer(userId)
      await context.call(isBlocked ? { _: 'contacts.block', id } : { _: 'contacts.unblock', id })
      context.emit({ type: 'blocked', userId, isBlocked })
    },

    async getProfile(userId) {
      const result = await context.call({ _: 'users.getFullUser', id: await context.user(userId) })
      const user = context.meet(result.users).find((it) => it.id === userId)
      if (!user) throw new ApiError({ name: 'USER_ID_INVALID', code: 400, seconds: null })
      const { about = '', blocked = false, ttlPeriod = 0 } = result.fullUser
      return { user, about, isBlocked: blocked, historyTtl: ttlPeriod }
    },

    async updateProfile(firstName, lastName, about) {
      return self(await context.call({ _: 'account.updateProfile', firstName, lastName, about }))
    },

    async isUsernameFree(username) {
      return context.call({ _: 'account.checkUsername', username })
    },

    async updateUsername(username) {
      return self(await context.call({ _: 'account.updateUsername', username }))
    },

    async setOnline(isOnline) {
      await context.call({ _: 'account.updateStatus', offline: !isOnline })
    },
  }
}
