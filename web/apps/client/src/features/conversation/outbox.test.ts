import { plainMessage, type Api, type Message, type OutgoingPart } from '@botschaft/protocol'
import { describe, expect, it, vi } from 'vitest'
import { newPart, Outbox, type Envelope } from './outbox.svelte'

const CHAT = 7
const ME = 1
const AT_ONCE = { isSilent: false, scheduleDate: null }

describe('what is sent with files', () => {
  const photo = (text = '') =>
    newPart({ kind: 'file', blob: new Blob(['x']), name: 'x', mime: '' }, { text, entities: [] })

  it('does not hold up texts', async () => {
    let finish = (_: Message[]) => {}
    const api = {
      sendMedia: () => new Promise<Message[]>((resolve) => (finish = resolve)),
      sendMessage: () => Promise.resolve(plainMessage({ id: 2, chatId: CHAT, senderId: ME, date: 2 })),
    } as unknown as Api
    const sent: number[] = []
    const outbox = new Outbox(CHAT, null, api, (message) => sent.push(message.id))
    outbox.sendMedia([photo()], null, AT_ONCE)
    outbox.send({ text: 'b', entities: [] }, null, AT_ONCE)
    await vi.waitFor(() => expect(sent).toEqual([2]))
    finish([plainMessage({ id: 3, chatId: CHAT, senderId: ME, date: 3 })])
    await vi.waitFor(() => expect(sent).toEqual([2, 3]))
  })

  it('is kept until it is sent, and never sent once it was cancelled', async () => {
    const kept = new Set<string>()
    const calls: string[] = []
    const api = {
      sendMedia: ({ parts }: { parts: OutgoingPart[] }) => {
        calls.push(parts[0]!.text)
        return new Promise<Message[]>(() => {})
      },
      cancelSending: () => Promise.resolve(),
    } as unknown as Api
    const store = {
      keep: (_: number, __: number | null, it: Envelope) => kept.add(it.key),
      drop: (key: string) => kept.delete(key),
    }
    const outbox = new Outbox(CHAT, null, api, () => {}, store)
    outbox.sendMedia([photo('first')], null, AT_ONCE)
    outbox.sendMedia([photo('second')], null, AT_ONCE)
    expect(kept.size).toBe(2)
    await outbox.cancel(outbox.letters[1]!.key)
    expect(kept.size).toBe(1)
    await vi.waitFor(() => expect(calls).toEqual(['first']))
    expect(outbox.letters.map((it) => it.text)).toEqual(['first'])
  })
})
