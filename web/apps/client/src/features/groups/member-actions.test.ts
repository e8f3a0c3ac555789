import type { Chat, Member } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { memberActions } from './member-actions'

const SELF = 1
const chat = (change: Partial<Chat>): Chat => ({
  id: -1000000000009,
  kind: 'supergroup',
  title: 'x',
  username: null,
  memberCount: 3,
  isCreator: false,
  isMember: true,
  isForbidden: false,
  migratedTo: null,
  isForum: false,
  hasLink: false,
  hasSignatures: false,
  isSlow: false,
  isProtected: false,
  mustJoinToSend: false,
  mustAskToJoin: false,
  adminRights: null,
  banned: null,
  defaultBanned: [],
  photo: null,
  isPartial: false,
  ...change,
})
const member = (change: Partial<Member>): Member => ({
  userId: 7,
  role: 'member',
  rank: '',
  rights: [],
  banned: [],
  until: 0,
  canEdit: false,
  byId: null,
  date: 0,
  ...change,
})
const names = (of: Chat, whom: Member) => memberActions(of, whom, SELF).map((it) => it.action)

describe('memberActions', () => {
  it('of an owner are all, on everybody but the owner', () => {
    const own = chat({ isCreator: true })
    expect(names(own, member({}))).toEqual(['promote', 'transfer', 'restrict', 'remove'])
    expect(names(own, member({ role: 'admin' }))).toEqual(['editAdmin', 'transfer', 'restrict', 'remove'])
    expect(names(own, member({ userId: SELF, role: 'creator' }))).toEqual([])
  })
  it('of an admin end at admins that others appointed', () => {
    const group = chat({ adminRights: ['banUsers', 'addAdmins'] })
    expect(names(group, member({ role: 'admin' }))).toEqual([])
    expect(names(group, member({ role: 'admin', canEdit: true }))).toEqual([
      'editAdmin',
      'restrict',
      'remove',
    ])
  })
  it('follow the rights one has', () => {
    expect(names(chat({ adminRights: ['pinMessages'] }), member({}))).toEqual([])
    expect(names(chat({ adminRights: ['banUsers'] }), member({ role: 'removed' }))).toEqual(['unban'])
    const host = chat({ adminRights: ['banUsers', 'inviteUsers'] })
    expect(names(host, member({ role: 'removed' }))).toEqual(['unban', 'addBack'])
  })
  it('of members are none', () => expect(names(chat({}), member({}))).toEqual([]))
  it('in a channel know no restrictions', () =>
    expect(names(chat({ kind: 'channel', isCreator: true }), member({}))).toEqual([
      'promote',
      'transfer',
      'remove',
    ]))
  it('in a basic group let members remove whom they added', () => {
    const basic = chat({ id: -9, kind: 'group' })
    expect(names(basic, member({ byId: SELF }))).toEqual(['remove'])
    expect(names(basic, member({ byId: 8 }))).toEqual([])
    expect(names(chat({ id: -9, kind: 'group', isCreator: true }), member({}))).toEqual(['promote', 'remove'])
  })
})
