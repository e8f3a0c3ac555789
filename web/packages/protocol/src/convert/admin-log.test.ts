import type { tl } from '@mtcute/core'
import Long from 'long'
import { describe, expect, it } from 'vitest'
import { toAdminEvent, toRawFilter } from './admin-log'

const SELF = 1
const event = (action: tl.TypeChannelAdminLogEventAction) =>
  toAdminEvent(
    { _: 'channelAdminLogEvent', id: Long.fromString('9007199254740993'), date: 5, userId: 7, action },
    SELF,
  )
const banned = (rights: Partial<tl.RawChatBannedRights>): tl.RawChannelParticipantBanned => ({
  _: 'channelParticipantBanned',
  peer: { _: 'peerUser', userId: 8 },
  kickedBy: 7,
  date: 5,
  bannedRights: { _: 'chatBannedRights', untilDate: 0, ...rights },
})
const plain: tl.RawChannelParticipant = { _: 'channelParticipant', userId: 8, date: 1 }

describe('toAdminEvent', () => {
  it('keeps ids that are no safe integers', () => {
    const { id, userId } = event({ _: 'channelAdminLogEventActionParticipantJoin' })
    expect([id, userId]).toEqual(['9007199254740993', 7])
  })
  it('tells removing, restricting and releasing apart', () => {
    const kind = (newParticipant: tl.TypeChannelParticipant) =>
      event({
        _: 'channelAdminLogEventActionParticipantToggleBan',
        prevParticipant: plain,
        newParticipant,
      }).action.kind
    expect(kind(banned({ viewMessages: true }))).toBe('remove')
    expect(kind(banned({ sendPolls: true }))).toBe('restrict')
    expect(kind(plain)).toBe('release')
  })
  it('takes an admin without rights for dismissed', () => {
    expect(
      event({
        _: 'channelAdminLogEventActionParticipantToggleAdmin',
        prevParticipant: plain,
        newParticipant: plain,
      }).action,
    ).toMatchObject({ kind: 'demote', member: { userId: 8 } })
  })
  it('shows what a message became', () => {
    const message = (text: string): tl.RawMessage => ({
      _: 'message',
      id: 3,
      peerId: { _: 'peerChannel', channelId: 2 },
      date: 1,
      message: text,
    })
    expect(
      event({
        _: 'channelAdminLogEventActionEditMessage',
        prevMessage: message('a'),
        newMessage: message('b'),
      }).action,
    ).toEqual({ kind: 'edit', text: 'b' })
  })
})

describe('toRawFilter', () => {
  it('asks for everything without a filter', () => expect(toRawFilter(null)).toBeUndefined())
  it('names the flags', () =>
    expect(toRawFilter('admins')).toEqual({ _: 'channelAdminLogEventsFilter', promote: true, demote: true }))
})
