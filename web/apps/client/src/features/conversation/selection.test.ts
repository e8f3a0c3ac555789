import { plainMessage } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { Selection, SELECTED_MAX } from './selection.svelte'

const message = (id: number) => plainMessage({ id, chatId: 2, senderId: 2, date: id })

describe('Selection', () => {
  it('is on while something is selected, and has it in the order of the conversation', () => {
    const selection = new Selection()
    for (const id of [5, 3, 9]) selection.toggle(message(id))
    expect(selection.messages.map((it) => it.id)).toEqual([3, 5, 9])
    selection.toggle(message(3))
    expect(selection.has(3)).toBe(false)
    expect(selection.isOn).toBe(true)
    selection.clear()
    expect(selection.isOn).toBe(false)
  })
  it('takes no more than can be forwarded', () => {
    const selection = new Selection()
    for (let id = 1; id <= SELECTED_MAX; id += 1) expect(selection.toggle(message(id))).toBe(true)
    expect(selection.toggle(message(SELECTED_MAX + 1))).toBe(false)
    expect(selection.size).toBe(SELECTED_MAX)
  })
  it('loses what was deleted', () => {
    const selection = new Selection()
    for (const id of [1, 2]) selection.toggle(message(id))
    selection.keep((id) => id !== 1)
    expect(selection.messages.map((it) => it.id)).toEqual([2])
  })
})
