import { tl } from '@mtcute/core'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../errors'
import { normalizeLogin } from './auth'
import { describeDevice } from './device'
import { endsSession, toFailure } from './failure'
import { toEvent } from './updates'
import { isWellKnown, webSocketUrl } from './well-known'

describe('well-known document', () => {
  const document = {
    name: 'Test',
    dcs: [{ id: 2, ip: '127.0.0.1', port: 80 }],
    pem: 'x',
    websocket: 'ws://h/apiws',
  }
  it('is recognised', () => expect(isWellKnown(document)).toBe(true))
  it.each([
    null,
    'x',
    {},
    { ...document, dcs: [] },
    { ...document, pem: undefined },
    { ...document, websocket: 1 },
  ])('%j is not one', (value) => {
    expect(isWellKnown(value)).toBe(false)
  })
  it('upgrades the address on secure pages only', () => {
    expect(webSocketUrl('ws://h:1/apiws', 'http://h:1')).toBe('ws://h:1/apiws')
    expect(webSocketUrl('ws://h/apiws', 'https://h')).toBe('wss://h/apiws')
  })
})

describe('failures', () => {
  it('lose the number in their name but not the number', () => {
    const wait = tl.RpcError.fromTl({ errorCode: 420, errorMessage: 'FLOOD_WAIT_17' })
    expect(toFailure(wait)).toEqual({ name: 'FLOOD_WAIT', code: 420, seconds: 17 })
  })
  it('pass through when they are ours', () => {
    expect(toFailure(new ApiError({ name: 'UNREACHABLE', code: 503, seconds: null }))).toMatchObject({
      name: 'UNREACHABLE',
    })
  })
  it('end the session when the server says so, not when it asks for the password', () => {
    expect(endsSession(new tl.RpcError(401, 'AUTH_KEY_UNREGISTERED'))).toBe(true)
    expect(endsSession(new tl.RpcError(401, 'SESSION_PASSWORD_NEEDED'))).toBe(false)
    expect(endsSession(new tl.RpcError(400, 'PEER_ID_INVALID'))).toBe(false)
  })
})

describe('normalizeLogin', () => {
  it.each([
    ['+49 (30) 12-34', '49301234'],
    [' Ada@Example.ORG ', 'ada@example.org'],
  ])('%s is %s', (typed, sent) => {
    expect(normalizeLogin(typed)).toBe(sent)
  })
})

describe('describeDevice', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1',
      'Safari',
      'iOS',
    ],
    ['curl/8', 'Browser', 'Web'],
  ])('%s', (userAgent, browser, system) => expect(describeDevice(userAgent)).toEqual({ browser, system }))
})

describe('toEvent', () => {
  const peer: tl.TypePeer = { _: 'peerUser', userId: 7 }
  it('takes new messages', () => {
    const message: tl.RawMessage = { _: 'message', id: 5, peerId: peer, date: 1, message: 'hi' }
    expect(toEvent({ _: 'updateNewMessage', message, pts: 1, ptsCount: 1 }, 1)).toMatchObject({
      type: 'messageAdded',
      message: { id: 5 },
    })
  })
  it('ignores the empty deletion that only carries a pts', () => {
    expect(toEvent({ _: 'updateDeleteMessages', messages: [], pts: 4, ptsCount: 1 }, 1)).toBeNull()
    expect(toEvent({ _: 'updateDeleteMessages', messages: [3], pts: 4, ptsCount: 1 }, 1)).toEqual({
      type: 'messagesDeleted',
      chatId: null,
      ids: [3],
    })
  })
  it('ends typing when it was cancelled', () => {
    expect(
      toEvent({ _: 'updateUserTyping', userId: 7, action: { _: 'sendMessageTypingAction' } }, 1),
    ).toMatchObject({ isTyping: true })
    expect(
      toEvent({ _: 'updateUserTyping', userId: 7, action: { _: 'sendMessageCancelAction' } }, 1),
    ).toMatchObject({ isTyping: false })
  })
  it('takes reading both ways', () => {
    expect(
      toEvent({ _: 'updateReadHistoryInbox', peer, maxId: 9, stillUnreadCount: 2, pts: 1, ptsCount: 1 }, 1),
    ).toEqual({ type: 'inboxRead', chatId: 7, maxId: 9, unreadCount: 2 })
    expect(toEvent({ _: 'updateReadHistoryOutbox', peer, maxId: 9, pts: 1, ptsCount: 1 }, 1)).toEqual({
      type: 'outboxRead',
      chatId: 7,
      maxId: 9,
    })
  })
})
