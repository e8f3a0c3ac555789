import type { tl } from '@mtcute/core'
import Long from 'long'
import { describe, expect, it } from 'vitest'
import { hasAdminRight, isAllowed, isChannelId, isGroupId, writeObstacle } from '../rights'
import { toChat } from './chat'
import { toMessage } from './message'

const photo: tl.TypeChatPhoto = { _: 'chatPhotoEmpty' }
const group: tl.RawChat = { _: 'chat', id: 5, title: 'G', photo, participantsCount: 3, date: 1, version: 1 }
const channel: tl.RawChannel = { _: 'channel', id: 5, title: 'C', photo, date: 1, accessHash: Long.ONE }
const chatOf = (raw: tl.TypeChat) => {
  const chat = toChat(raw)
  if (!chat) throw new Error('no chat')
  return chat
}

describe('toChat', () => {
  it('tells groups, supergroups and channels apart, also by id', () => {
    expect(chatOf(group)).toMatchObject({ id: -5, kind: 'group', memberCount: 3, isMember: true })
    const big = chatOf({ ...channel, megagroup: true })
    expect(big.kind).toBe('supergroup')
    expect(chatOf({ ...channel, broadcast: true }).kind).toBe('channel')
    expect([isGroupId(-5), isChannelId(-5), isChannelId(big.id)]).toEqual([true, false, true])
  })
  it('knows what has moved or is closed', () => {
    const migratedTo: tl.TypeInputChannel = { _: 'inputChannel', channelId: 5, accessHash: Long.ONE }
    expect(writeObstacle(chatOf({ ...group, deactivated: true, migratedTo }))).toBe('moved')
    expect(writeObstacle(chatOf({ _: 'channelForbidden', id: 5, accessHash: Long.ONE, title: 'C' }))).toBe(
      'forbidden',
    )
  })
})

describe('what one may do', () => {
  const rights = (it: Partial<tl.RawChatBannedRights>): tl.TypeChatBannedRights => ({
    _: 'chatBannedRights',
    untilDate: 0,
    ...it,
  })
  it('in a channel only who may post writes', () => {
    const reader = chatOf({ ...channel, broadcast: true })
    expect(writeObstacle(reader)).toBe('readOnly')
    expect(writeObstacle(chatOf({ ...channel, broadcast: true, left: true }))).toBe('notMember')
    const admin = { _: 'chatAdminRights', postMessages: true } as const
    expect(writeObstacle(chatOf({ ...channel, broadcast: true, adminRights: admin }))).toBeNull()
  })
  it('in a group restrictions bind members, not admins', () => {
    const closed = { ...channel, megagroup: true, defaultBannedRights: rights({ sendMessages: true }) }
    expect(writeObstacle(chatOf(closed))).toBe('closedToMembers')
    expect(writeObstacle(chatOf({ ...closed, creator: true }))).toBeNull()
    const own = { ...channel, megagroup: true, bannedRights: rights({ sendPlain: true }) }
    expect(writeObstacle(chatOf(own))).toBe('restricted')
    expect(isAllowed(chatOf(own), 'sendPolls')).toBe(true)
    expect(hasAdminRight(chatOf({ ...closed, creator: true }), 'pinMessages')).toBe(true)
  })
  it('a public discussion group may be written in without joining, unless it says otherwise', () => {
    const open = { ...channel, megagroup: true, left: true, username: 'talk', hasLink: true }
    expect(writeObstacle(chatOf(open))).toBeNull()
    expect(writeObstacle(chatOf({ ...open, joinToSend: true }))).toBe('notMember')
    expect(writeObstacle(chatOf({ ...open, username: undefined }))).toBe('notMember')
  })
})

describe('messages of groups and channels', () => {
  const peerId: tl.TypePeer = { _: 'peerChannel', channelId: 5 }
  it('an unsigned post is written by its channel', () => {
    const post = toMessage(
      { _: 'message', id: 2, peerId, date: 1, message: 'x', post: true, out: true, views: 3 },
      1,
    )
    expect(post).toMatchObject({ senderId: -1e12 - 5, isPost: true, views: 3 })
  })
  it('who adds himself has joined, who removes himself has left', () => {
    const fromId: tl.TypePeer = { _: 'peerUser', userId: 7 }
    const service = (action: tl.TypeMessageAction) =>
      toMessage({ _: 'messageService', id: 2, peerId, fromId, date: 1, action }, 1)?.service
    expect(service({ _: 'messageActionChatAddUser', users: [7] })).toEqual({ kind: 'joined' })
    expect(service({ _: 'messageActionChatAddUser', users: [8] })).toEqual({ kind: 'added', userIds: [8] })
    expect(service({ _: 'messageActionChatDeleteUser', userId: 7 })).toEqual({ kind: 'left' })
    expect(service({ _: 'messageActionChatDeleteUser', userId: 8 })).toEqual({ kind: 'removed', userId: 8 })
  })
  it('a message of a topic that answers nothing says so', () => {
    const header = (it: Partial<tl.RawMessageReplyHeader>): tl.TypeMessageReplyHeader => ({
      _: 'messageReplyHeader',
      forumTopic: true,
      replyToMsgId: 4,
      ...it,
    })
    const reply = (it: Partial<tl.RawMessageReplyHeader>) =>
      toMessage({ _: 'message', id: 9, peerId, date: 1, message: '', replyTo: header(it) }, 1)?.replyTo
    expect(reply({})).toMatchObject({ threadId: 4, isTopicOnly: true })
    expect(reply({ replyToTopId: 2 })).toMatchObject({ messageId: 4, threadId: 2, isTopicOnly: false })
  })
})
