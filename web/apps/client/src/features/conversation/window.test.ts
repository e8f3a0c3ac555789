import { plainMessage, type Message } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { cut, merge, replace, STRETCH_MAX, without } from './window'

function message(id: number, text = ''): Message {
  return plainMessage({
    id,
    text,
    chatId: 1,
    senderId: 1,
    isOutgoing: false,
    date: id,
  })
}
const ids = (stretch: readonly Message[]) => stretch.map((it) => it.id)

describe('merge', () => {
  it('keeps ascending order and no duplicates', () => {
    expect(ids(merge([message(3), message(5)], [message(5), message(1), message(4)]))).toEqual([1, 3, 4, 5])
  })
  it('prefers the page', () => {
    expect(merge([message(3, 'old')], [message(3, 'new')])[0]?.text).toBe('new')
  })
})

describe('replace and without', () => {
  const stretch = [message(1), message(2)]
  it('replaces by id', () => expect(replace(stretch, message(2, 'edited'))[1]?.text).toBe('edited'))
  it('does not add', () => expect(replace(stretch, message(9))).toBe(stretch))
  it('removes', () => expect(ids(without(stretch, new Set([1, 7])))).toEqual([2]))
  it('keeps identity when nothing is removed', () => expect(without(stretch, new Set([7]))).toBe(stretch))
})

describe('cut', () => {
  const long = Array.from({ length: STRETCH_MAX + 10 }, (_, index) => message(index + 1))
  it('keeps the newest', () => {
    expect(ids(cut(long, 'newest').stretch).at(-1)).toBe(STRETCH_MAX + 10)
    expect(cut(long, 'newest')).toMatchObject({ wasCut: true })
  })
  it('keeps the oldest', () => expect(ids(cut(long, 'oldest').stretch)[0]).toBe(1))
  it('leaves short ones alone', () => expect(cut(long.slice(0, 5), 'newest').wasCut).toBe(false))
})
