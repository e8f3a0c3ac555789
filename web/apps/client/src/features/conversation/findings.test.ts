import { plainMessage, type MessagePage } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { Findings } from './findings.svelte'

const PAGE = 2
const HERE = -1_000_000_000_001
const PAST = -7

const message = (chatId: number, id: number) =>
  plainMessage({
    id,
    chatId,
    senderId: 1,
    isOutgoing: false,
    date: id,
    text: '',
    entities: [],
    replyTo: null,
  })

/** A server that has messages with these ids in these chats, newest first. */
function server(ids: Record<number, number[]>) {
  const asked: Array<[number, number]> = []
  const ask = async (chatId: number, before: number): Promise<MessagePage> => {
    asked.push([chatId, before])
    const all = ids[chatId] ?? []
    const page = all.filter((id) => before === 0 || id < before).slice(0, PAGE)
    return { messages: page.map((id) => message(chatId, id)), users: [], chats: [], total: all.length }
  }
  return { ask, asked }
}

const seen = ({ messages }: Findings) => messages.map(({ chatId, id }) => [chatId, id])

describe('Findings', () => {
  it('goes on in the group that the chat was, once the chat is through', async () => {
    const findings = new Findings(server({ [HERE]: [9, 8, 7], [PAST]: [40, 30] }).ask)
    await findings.start([HERE, PAST])
    expect(findings.total).toBe(5)
    expect(seen(findings)).toEqual([
      [HERE, 9],
      [HERE, 8],
    ])
    await findings.need(2)
    expect(seen(findings)).toEqual([
      [HERE, 9],
      [HERE, 8],
      [HERE, 7],
      [PAST, 40],
      [PAST, 30],
    ])
  })

  it('begins there when nothing is found in the chat itself', async () => {
    const findings = new Findings(server({ [PAST]: [40] }).ask)
    await findings.start([HERE, PAST])
    expect(seen(findings)).toEqual([[PAST, 40]])
  })

  it('ends where the server has less than it counted', async () => {
    const ids = { [HERE]: [9, 8, 7] }
    const findings = new Findings(server(ids).ask)
    await findings.start([HERE])
    ids[HERE] = [9, 8]
    await findings.need(2)
    expect(findings.total).toBe(2)
    expect(seen(findings)).toHaveLength(2)
  })

  it('asks for nothing that is known', async () => {
    const { ask, asked } = server({ [HERE]: [9, 8] })
    const findings = new Findings(ask)
    await findings.start([HERE])
    await findings.need(1)
    await findings.need(5)
    expect(asked).toEqual([[HERE, 0]])
  })
})
