import { plainMessage, type Dialog, type Message } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { compareDialogs, withMessage } from './order'

function message(id: number, date: number, isOutgoing = false): Message {
  return plainMessage({
    id,
    date,
    isOutgoing,
    chatId: 7,
    senderId: isOutgoing ? 1 : 7,
    text: 'x',
  })
}

function dialog(chatId: number, change: Partial<Dialog> = {}): Dialog {
  return {
    chatId,
    pinRank: null,
    unreadCount: 0,
    isMarkedUnread: false,
    readInboxMaxId: 0,
    readOutboxMaxId: 0,
    unreadMentions: 0,
    unreadReactions: 0,
    mutedUntil: 0,
    folderId: 0,
    lastMessage: message(chatId, 100),
    draft: null,
    ...change,
  }
}

const order = (...dialogs: Dialog[]) => dialogs.sort(compareDialogs).map((it) => it.chatId)

describe('compareDialogs', () => {
  it('puts the most recent first', () => {
    expect(order(dialog(1), dialog(2, { lastMessage: message(9, 200) }))).toEqual([2, 1])
  })
  it('puts pinned chats above all, in their order', () => {
    expect(
      order(
        dialog(1, { lastMessage: message(9, 900) }),
        dialog(2, { pinRank: 1 }),
        dialog(3, { pinRank: 0 }),
      ),
    ).toEqual([3, 2, 1])
  })
  it('counts a draft as activity', () => {
    const draft = { text: 'hm', replyTo: null, date: 300 }
    expect(order(dialog(1, { lastMessage: message(5, 200) }), dialog(2, { draft }))).toEqual([2, 1])
  })
  it('breaks ties by message id', () => {
    expect(order(dialog(1), dialog(2))).toEqual([2, 1])
  })
})

describe('withMessage', () => {
  it('counts an incoming message', () => {
    expect(withMessage(dialog(7, { unreadCount: 2 }), message(50, 300))).toMatchObject({
      unreadCount: 3,
      lastMessage: { id: 50 },
    })
  })
  it('does not count an outgoing one, nor one already read', () => {
    expect(withMessage(dialog(7), message(50, 300, true)).unreadCount).toBe(0)
    expect(withMessage(dialog(7, { readInboxMaxId: 60 }), message(50, 300)).unreadCount).toBe(0)
  })
  it('ignores what it has seen', () => {
    const known = dialog(7, { lastMessage: message(50, 300) })
    expect(withMessage(known, message(50, 300))).toBe(known)
  })
  it('counts a mention of the reader while it is unread', () => {
    const before = dialog(7)
    const mention = { ...message(200, 200), isMentionUnread: true }
    expect(withMessage(before, mention)).toMatchObject({ unreadCount: 1, unreadMentions: 1 })
    expect(withMessage({ ...before, readInboxMaxId: 300 }, mention)).toMatchObject({
      unreadCount: 0,
      unreadMentions: 0,
    })
  })
})
