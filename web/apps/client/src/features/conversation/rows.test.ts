import { plainMessage, type Message } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { joinedRows, keyOfRow, toRows } from './rows'

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

describe('joinedRows', () => {
  const old = [message(1, noon), message(2, noon + 60)]
  const end = { ...message(3, noon + 90), service: { kind: 'migratedTo', chatId: -1e12 - 5 } as const }
  const keys = (hasNewer: boolean) =>
    joinedRows({ stretch: [...old, end], hasNewer }, [message(1, noon + 100)], null).map((row) => row.key)

  it('have the messages of both under keys of their own, and one line about the change', () =>
    expect(keys(false)).toEqual(['day--1', -1, -2, 'day-1', 1]))
  it('have no gap while the end of the old history is not loaded', () =>
    expect(keys(true)).toEqual(['day--1', -1, -2]))
})

describe('an album', () => {
  const part = (id: number, groupedId: string | null) => ({ ...message(id, noon), groupedId })
  const stretch = [part(1, null), part(2, 'a'), part(3, 'a'), part(4, 'b'), part(5, 'b'), part(6, null)]

  it('is one row of all its parts', () => {
    const rows = toRows(stretch, null).filter((row) => row.kind === 'message')
    expect(rows.map(({ parts }) => parts.map((it) => it.id))).toEqual([[1], [2, 3], [4, 5], [6]])
    expect(rows.map((it) => it.startsGroup)).toEqual([true, false, false, false])
    expect(rows.at(-1)?.endsGroup).toBe(true)
  })
  it('is found by any of its parts', () => {
    const rows = toRows(stretch, null)
    expect(keyOfRow(rows, 3)).toBe(2)
    expect(keyOfRow(rows, 6)).toBe(6)
    expect(keyOfRow(rows, 7)).toBeNull()
    expect(keyOfRow(toRows(stretch, null, -1), 5, -1)).toBe(-4)
  })
  it('of one sender does not take in the messages of another', () => {
    const other = { ...part(3, 'a'), senderId: 9 }
    expect(toRows([part(2, 'a'), other], null).filter((row) => row.kind === 'message')).toHaveLength(2)
  })
})
