import { plainMessage, ApiError, type Api, type HistoryQuery, type Message } from '@botschaft/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { AT_ONCE } from '../compose/letter.svelte'
import { History } from './history.svelte'
import { STRETCH_MAX } from './window'

const CHAT = 7

/** A chat kept in memory that answers as messages.getHistory and messages.sendMessage are documented to. */
class Archive {
  messages: Message[] = []
  sent = new Map<string, Message>()
  refuses = false
  /** Called while an answer is on its way. */
  meanwhile = () => {}

  write(count: number): Message[] {
    const first = (this.messages.at(-1)?.id ?? 0) + 1
    const added = Array.from({ length: count }, (_, index) => message(first + index))
    this.messages.push(...added)
    return added
  }

  async getHistory({ threadId, offsetId, offsetDate = 0, addOffset, limit }: HistoryQuery) {
    const newestFirst = this.messages
      .filter((it) => threadId === null || it.replyTo?.threadId === threadId)
      .toReversed()
    const isLater = (it: Message) =>
      offsetId > 0 ? it.id >= offsetId : offsetDate > 0 && it.date >= offsetDate
    const start = newestFirst.filter(isLater).length + addOffset
    const messages = newestFirst.slice(Math.max(0, start), Math.max(0, start + limit))
    const total = this.messages.length
    await Promise.resolve()
    this.meanwhile()
    return { messages, users: [], chats: [], total }
  }

  async sendMessage({ key, text }: { key: string; text: string }) {
    await Promise.resolve()
    if (this.refuses) throw new ApiError({ name: 'FLOOD_WAIT', code: 420, seconds: 5 })
    const stored = this.sent.get(key) ?? { ...this.write(1)[0]!, text, isOutgoing: true }
    this.sent.set(key, stored)
    return stored
  }
}

function message(id: number): Message {
  return plainMessage({
    id,
    chatId: CHAT,
    senderId: CHAT,
    isOutgoing: false,
    date: id,
    text: `${id}`,
  })
}

let archive: Archive
let history: History
let delivered: Message[]

beforeEach(() => {
  archive = new Archive()
  delivered = []
  history = new History(CHAT, archive as unknown as Api, (it) => delivered.push(it))
})

const ids = () => history.stretch.map((it) => it.id)
const idle = () => new Promise((resolve) => setTimeout(resolve))

function expectNoHole() {
  expect(ids()).toEqual(Array.from({ length: ids().length }, (_, index) => (ids()[0] ?? 0) + index))
}

describe('paging', () => {
  it('starts at the newest message', async () => {
    archive.write(120)
    await history.load()
    expect(ids().at(-1)).toBe(120)
    expect(history).toMatchObject({ hasOlder: true, hasNewer: false, status: 'ready' })
  })

  it('knows that a short chat is complete', async () => {
    archive.write(3)
    await history.load()
    expect(history).toMatchObject({ hasOlder: false, hasNewer: false })
  })

  it('walks to the beginning and back to the end without a hole', async () => {
    archive.write(STRETCH_MAX + 500)
    await history.load()
    while (history.hasOlder) await history.loadOlder()
    expect(ids()[0]).toBe(1)
    expect(ids()).toHaveLength(STRETCH_MAX)
    expectNoHole()
    while (history.hasNewer) await history.loadNewer()
    expect(ids().at(-1)).toBe(STRETCH_MAX + 500)
    expect(ids()).toHaveLength(STRETCH_MAX)
    expectNoHole()
  })

  it('shows the surroundings of a message, or says that it is gone', async () => {
    archive.write(300)
    expect(await history.loadAround(150)).toBe(true)
    expect(ids()).toContain(110)
    expect(ids()).toContain(190)
    archive.messages = archive.messages.filter((it) => it.id !== 100)
    expect(await history.loadAround(100)).toBe(false)
  })
})

describe('a day', () => {
  it('begins with its first message, or ends with the last before it', async () => {
    archive.write(500)
    expect(await history.loadAroundDate(250)).toBe(250)
    expect(ids()).toContain(240)
    archive.messages = archive.messages.filter((it) => it.id < 250 || it.id > 260)
    expect(await history.loadAroundDate(250)).toBe(261)
    expect(await history.loadAroundDate(9_000)).toBe(500)
  })
})

describe('a thread', () => {
  const reply = { messageId: 1, chatId: null, quote: null, threadId: 1, isTopicOnly: false }

  it('has its own messages only', async () => {
    archive.write(3)
    archive.messages[1] = { ...archive.messages[1]!, replyTo: reply }
    const thread = new History(CHAT, archive as unknown as Api, () => {}, 1)
    await thread.load()
    expect(thread.stretch.map((it) => it.id)).toEqual([2])
    thread.add(message(4))
    thread.add({ ...message(5), replyTo: reply })
    expect(thread.stretch.map((it) => it.id)).toEqual([2, 5])
  })
})

describe('posts', () => {
  it('are counted once each, and show what the server has counted', async () => {
    const asked: number[][] = []
    const api = {
      getHistory: archive.getHistory.bind(archive),
      countViews: async (_chat: number, wanted: number[]) => {
        asked.push(wanted)
        return wanted.map((id) => ({ id, views: 7 }))
      },
    }
    archive.messages = archive.write(2).map((it) => ({ ...it, views: 1 }))
    const channel = new History(CHAT, api as unknown as Api, () => {})
    await channel.load()
    await channel.countViews(channel.stretch.slice(0, 1))
    await channel.countViews(channel.stretch)
    expect(asked).toEqual([[1], [2]])
    expect(channel.stretch.map((it) => it.views)).toEqual([7, 7])
  })
})

describe('what arrives', () => {
  it('is added at the end', async () => {
    archive.write(10)
    await history.load()
    history.add(archive.write(1)[0]!)
    expect(ids().at(-1)).toBe(11)
  })

  it('makes no hole while the reader is elsewhere, and is there when they come back', async () => {
    archive.write(400)
    await history.loadAround(100)
    history.add(archive.write(1)[0]!)
    expect(ids()).not.toContain(401)
    while (history.hasNewer) await history.loadNewer()
    expect(ids().at(-1)).toBe(401)
    expectNoHole()
  })

  it('is not lost when it comes between the question and the answer', async () => {
    archive.write(60)
    await history.loadAround(40)
    archive.meanwhile = () => {
      archive.meanwhile = () => {}
      history.add(archive.write(1)[0]!)
    }
    while (history.hasNewer) await history.loadNewer()
    expect(ids().at(-1)).toBe(61)
    archive.meanwhile = () => {
      archive.meanwhile = () => {}
      history.add(archive.write(1)[0]!)
    }
    history.clear()
    await history.load()
    while (history.hasNewer) await history.loadNewer()
    expect(ids().at(-1)).toBe(62)
  })

  it('goes again when it is deleted', async () => {
    archive.write(5)
    await history.load()
    expect(history.remove(new Set([2, 9]))).toBe(true)
    expect(ids()).toEqual([1, 3, 4, 5])
    expect(history.remove(new Set([9]))).toBe(false)
  })
})

describe('sending', () => {
  const text = (value: string) => ({ text: value, entities: [] })

  it('shows the message at once and delivers in order', async () => {
    await history.load()
    history.send(text('a'), null, AT_ONCE)
    history.send(text('b'), null, AT_ONCE)
    expect(history.outbox.letters.map((it) => `${it.text} ${it.state}`)).toEqual(['a sending', 'b sending'])
    await idle()
    expect(history.outbox.letters).toEqual([])
    expect(history.stretch.map((it) => it.text)).toEqual(['a', 'b'])
    expect(delivered.map((it) => it.text)).toEqual(['a', 'b'])
  })

  it('keeps what failed, and sends it again under the same key', async () => {
    await history.load()
    archive.refuses = true
    history.send(text('a'), null, AT_ONCE)
    await idle()
    const [failed] = history.outbox.letters
    expect(failed).toMatchObject({ state: 'failed', error: { name: 'FLOOD_WAIT' } })
    archive.refuses = false
    history.outbox.retry(failed!.key)
    await idle()
    expect([...archive.sent.keys()]).toEqual([failed!.key])
    expect(history.outbox.letters).toEqual([])
  })

  it('does not show a message twice that was also heard of as an update', async () => {
    await history.load()
    history.send(text('a'), null, AT_ONCE)
    await idle()
    history.add(archive.messages[0]!)
    expect(ids()).toEqual([1])
  })

  it('forgets what was discarded', async () => {
    archive.refuses = true
    history.send(text('a'), null, AT_ONCE)
    await idle()
    history.outbox.discard(history.outbox.letters[0]!.key)
    expect(history.outbox.letters).toEqual([])
  })
})
