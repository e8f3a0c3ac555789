import { plainMessage, type Api, type Topic } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { compareTopics, Forum } from './forums.svelte'

const FORUM = -1e12 - 5

const topic = (id: number, date: number, change: Partial<Topic> = {}): Topic => ({
  id,
  title: `${id}`,
  colour: 0,
  isClosed: false,
  isPinned: false,
  isHidden: false,
  isMine: false,
  unreadCount: 0,
  unreadMentions: 0,
  unreadReactions: 0,
  readMaxId: 10,
  readOutboxMaxId: 0,
  lastMessage: plainMessage({ id: date, chatId: FORUM, senderId: 2, date }),
  draft: null,
  ...change,
})
const said = (id: number, threadId: number | null, isOutgoing = false) =>
  plainMessage({
    id,
    chatId: FORUM,
    senderId: 2,
    date: id,
    isOutgoing,
    replyTo:
      threadId === null
        ? null
        : { messageId: threadId, chatId: null, quote: null, threadId, isTopicOnly: true },
  })

async function opened(): Promise<Forum> {
  const topics = [topic(1, 5), topic(7, 9), topic(8, 3, { isPinned: true })]
  const api: Partial<Api> = {
    getTopics: async () => ({ topics, total: 3 }),
    getTopic: async (_chat, id) => topic(id, 99),
  }
  const forum = new Forum(FORUM, api as Api)
  await forum.load()
  return forum
}
const order = (forum: Forum) => forum.topics.map((it) => it.id)

describe('topics', () => {
  it('stand in order of what was last said, pinned ones first', async () =>
    expect(order(await opened())).toEqual([8, 7, 1]))
  it("rise with a message, which counts unless it is one's own", async () => {
    const forum = await opened()
    await forum.add(said(20, null))
    expect(order(forum)).toEqual([8, 1, 7])
    expect(forum.get(1)?.unreadCount).toBe(1)
    await forum.add(said(21, 7, true))
    expect(order(forum)).toEqual([8, 7, 1])
    expect(forum.get(7)?.unreadCount).toBe(0)
  })
  it('are asked for when they are new', async () => {
    const forum = await opened()
    await forum.add(said(30, 29))
    expect(order(forum)).toContain(29)
  })
  it('are read up to the newest mark told', async () => {
    const forum = await opened()
    await forum.add(said(20, 7))
    forum.setRead(7, 20, 0)
    forum.setRead(7, 12, 5)
    expect(forum.get(7)).toMatchObject({ readMaxId: 20, unreadCount: 0 })
  })
  it('with the same moment go by age', () =>
    expect([topic(3, 5), topic(4, 5)].sort(compareTopics).map((it) => it.id)).toEqual([4, 3]))
})
