import { plainMessage, type Message } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { toRows } from './rows'

const noon = new Date('2026-11-20T12:00:00').getTime() / 1000

function message(id: number, date: number, isOutgoing = false): Message {
  return plainMessage({
    id,
    date,
    isOutgoing,
    chatId: 2,
    senderId: isOutgoing ? 1 : 2,
  })
}
const kinds = (stretch: Message[], unreadAfter: number | null = null) =>
  toRows(stretch, unreadAfter).map((row) => row.kind)
const groups = (stretch: Message[]) =>
  toRows(stretch, null)
    .flatMap((row) =>
      row.kind === 'message' ? [`${row.startsGroup ? '[' : ''}${row.key}${row.endsGroup ? ']' : ''}`] : [],
    )
    .join(' ')

describe('toRows', () => {
  it('has nothing for nothing', () => expect(toRows([], null)).toEqual([]))
  it('starts each day with its date', () => {
    expect(kinds([message(1, noon), message(2, noon + 60), message(3, noon + 86_400)])).toEqual([
      'day',
      'message',
      'message',
      'day',
      'message',
    ])
  })
  it('groups by sender and time', () => {
    expect(
      groups([
        message(1, noon),
        message(2, noon + 10),
        message(3, noon + 20, true),
        message(4, noon + 900, true),
      ]),
    ).toBe('[1 2] [3] [4]')
  })
  it('divides before the first unread incoming message only', () => {
    const stretch = [message(1, noon), message(2, noon + 1, true), message(3, noon + 2), message(4, noon + 3)]
    expect(kinds(stretch, 1)).toEqual(['day', 'message', 'message', 'unread', 'message', 'message'])
    expect(kinds(stretch, 4)).not.toContain('unread')
  })
})
