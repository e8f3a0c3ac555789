import type { tl } from '@mtcute/core'
import { describe, expect, it } from 'vitest'
import { toDialogs } from './dialog'
import { toEntities, toRawEntities } from './entity'
import { toDraft, toMessage } from './message'
import { toPresence, toUser } from './user'

const SELF = 1
const ada: tl.TypePeer = { _: 'peerUser', userId: 7 }
const letter: tl.RawMessage = { _: 'message', id: 5, peerId: ada, date: 100, message: 'hi' }

describe('toMessage', () => {
  it('takes the other person as the sender of what came in', () => {
    expect(toMessage(letter, SELF)).toMatchObject({
      id: 5,
      chatId: 7,
      senderId: 7,
      isOutgoing: false,
      editDate: null,
      hasUnsupportedMedia: false,
    })
  })
  it('takes oneself as the sender of what went out', () => {
    expect(toMessage({ ...letter, out: true }, SELF)).toMatchObject({ senderId: SELF, isOutgoing: true })
  })
  it('counts notes to oneself as outgoing', () => {
    expect(toMessage({ ...letter, peerId: { _: 'peerUser', userId: SELF } }, SELF)).toMatchObject({
      chatId: SELF,
      isOutgoing: true,
    })
  })
  it('hides an edit that the server hides', () => {
    expect(toMessage({ ...letter, editDate: 120 }, SELF)?.editDate).toBe(120)
    expect(toMessage({ ...letter, editDate: 120, editHide: true }, SELF)?.editDate).toBeNull()
  })
  it('keeps replies and forwards', () => {
    const message = toMessage(
      {
        ...letter,
        replyTo: { _: 'messageReplyHeader', replyToMsgId: 3, quote: true, quoteText: 'so' },
        fwdFrom: { _: 'messageFwdHeader', fromId: { _: 'peerUser', userId: 9 }, date: 50 },
      },
      SELF,
    )
    expect(message).toMatchObject({
      replyTo: { messageId: 3, quote: 'so' },
      forward: { fromId: 9, fromName: null, date: 50 },
    })
  })
  it('says what it cannot show', () => {
    expect(toMessage({ ...letter, media: { _: 'messageMediaUnsupported' } }, SELF)?.hasUnsupportedMedia).toBe(
      true,
    )
    expect(
      toMessage(
        { _: 'messageService', id: 6, peerId: ada, date: 1, action: { _: 'messageActionContactSignUp' } },
        SELF,
      )?.service,
    ).toEqual({ kind: 'contactJoined' })
  })
  it('drops empty messages', () => expect(toMessage({ _: 'messageEmpty', id: 5 }, SELF)).toBeNull())
})

describe('toUser', () => {
  it('prefers the plain username, else the first active one', () => {
    const usernames: tl.RawUsername[] = [
      { _: 'username', username: 'old' },
      { _: 'username', username: 'ada', active: true },
    ]
    expect(toUser({ _: 'user', id: 7, usernames })?.username).toBe('ada')
    expect(toUser({ _: 'user', id: 7, username: 'plain', usernames })?.username).toBe('plain')
  })
  it('marks partial records', () => expect(toUser({ _: 'user', id: 7, min: true })?.isPartial).toBe(true))
  it('drops empty users', () => expect(toUser({ _: 'userEmpty', id: 7 })).toBeNull())
  it('knows the presences', () => {
    expect(toPresence({ _: 'userStatusOnline', expires: 9 })).toEqual({ kind: 'online', until: 9 })
    expect(toPresence({ _: 'userStatusOffline', wasOnline: 9 })).toEqual({ kind: 'offline', lastSeen: 9 })
    expect(toPresence(undefined)).toEqual({ kind: 'unknown' })
  })
})

describe('entities', () => {
  it('come back as they went', async () => {
    const entities = toEntities([
      { _: 'messageEntityBold', offset: 0, length: 1 },
      { _: 'messageEntityPre', offset: 1, length: 2, language: 'c' },
      { _: 'messageEntityTextUrl', offset: 3, length: 1, url: 'https://x.org' },
    ])
    const raw = await toRawEntities(entities, async () => ({ _: 'inputUserSelf' }))
    expect(toEntities(raw)).toEqual(entities)
  })
  it('unknown kinds are dropped', () =>
    expect(toEntities([{ _: 'messageEntityUnknown', offset: 0, length: 1 }])).toEqual([]))
})

describe('toDialogs', () => {
  const settings: tl.TypePeerNotifySettings = { _: 'peerNotifySettings' }
  const raw = (userId: number, topMessage: number, pinned = false): tl.RawDialog => ({
    _: 'dialog',
    peer: { _: 'peerUser', userId },
    topMessage,
    pinned,
    readInboxMaxId: 1,
    readOutboxMaxId: 2,
    unreadCount: 3,
    unreadMentionsCount: 0,
    unreadReactionsCount: 0,
    unreadPollVotesCount: 0,
    notifySettings: settings,
  })
  it('ranks pinned chats and finds the top messages', () => {
    const dialogs = toDialogs(
      { dialogs: [raw(9, 0, true), raw(8, 0, true), raw(7, 5)], messages: [letter] },
      SELF,
    )
    expect(dialogs.map((it) => [it.chatId, it.pinRank, it.lastMessage?.id ?? null])).toEqual([
      [9, 0, null],
      [8, 1, null],
      [7, null, 5],
    ])
  })
})

describe('toDraft', () => {
  it('takes an empty draft for none', () => {
    expect(toDraft({ _: 'draftMessageEmpty' })).toBeNull()
    expect(toDraft({ _: 'draftMessage', message: '', date: 1 })).toBeNull()
  })
  it('keeps the reply', () => {
    expect(
      toDraft({
        _: 'draftMessage',
        message: 'x',
        date: 1,
        replyTo: { _: 'inputReplyToMessage', replyToMsgId: 4 },
      }),
    ).toEqual({ text: 'x', replyTo: 4, date: 1 })
  })
})
