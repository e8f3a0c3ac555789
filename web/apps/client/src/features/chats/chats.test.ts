import { plainMessage, type Api, type Dialog, type Message } from '@botschaft/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { Chats } from './chats.svelte'

function message(id: number, chatId: number, isOutgoing = false): Message {
  return plainMessage({
    id,
    chatId,
    senderId: isOutgoing ? 1 : chatId,
    isOutgoing,
    date: id,
    text: `${id}`,
  })
}

function dialog(chatId: number, lastId: number, change: Partial<Dialog> = {}): Dialog {
  return {
    chatId,
    pinRank: null,
    unreadCount: 0,
    isMarkedUnread: false,
    readInboxMaxId: lastId,
    readOutboxMaxId: 0,
    unreadMentions: 0,
    unreadReactions: 0,
    mutedUntil: 0,
    folderId: 0,
    lastMessage: message(lastId, chatId),
    draft: null,
    ...change,
  }
}

/** What the server would answer. */
let stored: Map<number, Dialog>
let chats: Chats

beforeEach(async () => {
  stored = new Map([dialog(2, 10), dialog(3, 20), dialog(4, 30)].map((it) => [it.chatId, it]))
  const api: Partial<Api> = {
    getDialogs: async () => ({ dialogs: [...stored.values()], users: [], chats: [], next: null }),
    getDialog: async (chatId) => stored.get(chatId) ?? null,
  }
  chats = new Chats(api as Api, ({ mutedUntil }) => (mutedUntil ?? 0) > 0)
  await chats.load()
})

const order = () => chats.sorted.map((it) => it.chatId)

describe('a new message', () => {
  it('brings its chat to the top and is counted', async () => {
    await chats.add(message(40, 2))
    expect(order()).toEqual([2, 4, 3])
    expect(chats.unreadTotal).toBe(1)
  })

  it('of an unknown chat makes it known', async () => {
    stored.set(9, dialog(9, 50, { unreadCount: 1 }))
    await chats.add(message(50, 9))
    expect(order()[0]).toBe(9)
  })
})

describe('reading', () => {
  it('here takes the count away, and never gives it back', async () => {
    await chats.add(message(40, 2))
    chats.setInboxRead(2, 40, 0)
    expect(chats.unreadTotal).toBe(0)
    chats.setInboxRead(2, 10, 5)
    expect(chats.unreadTotal).toBe(0)
  })

  it('by the other only moves forward', () => {
    chats.setOutboxRead(2, 8)
    chats.setOutboxRead(2, 5)
    expect(chats.dialogs.get(2)?.readOutboxMaxId).toBe(8)
  })
})

describe('pins', () => {
  it('go on top, the latest first', () => {
    chats.setPinned(2, true)
    chats.setPinned(3, true)
    expect(order()).toEqual([3, 2, 4])
    chats.setPinned(3, false)
    expect(order()).toEqual([2, 4, 3])
  })

  it('take the order that is given', () => {
    chats.setPinned(4, true)
    chats.setPinnedOrder([3, 2])
    expect(order()).toEqual([3, 2, 4])
  })

  it('keep their rank when the chat is asked for again', async () => {
    chats.setPinned(2, true)
    chats.setPinned(3, true)
    stored.set(2, dialog(2, 10, { pinRank: 0 }))
    await chats.refresh(2)
    expect(order()).toEqual([3, 2, 4])
  })
})

describe('deleting', () => {
  it('the newest message shows the one before', async () => {
    stored.set(4, dialog(4, 29))
    await chats.removeMessages(null, new Set([30]), new Set())
    expect(chats.dialogs.get(4)?.lastMessage?.id).toBe(29)
  })

  it('the only message removes the chat', async () => {
    stored.set(4, dialog(4, 0, { lastMessage: null }))
    await chats.removeMessages(null, new Set([30]), new Set())
    expect(order()).toEqual([3, 2])
  })

  it('other messages asks for nothing', async () => {
    stored.clear()
    await chats.removeMessages(null, new Set([5]), new Set())
    expect(order()).toEqual([4, 3, 2])
  })
})

describe('drafts', () => {
  it('bring their chat up', async () => {
    await chats.setDraft(2, { text: 'hm', replyTo: null, date: 99 })
    expect(order()[0]).toBe(2)
    await chats.setDraft(2, null)
    expect(order()).toEqual([4, 3, 2])
  })
})
