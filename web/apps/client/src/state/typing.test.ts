import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Typing } from './typing.svelte'

const FORUM = -1_000_000_000_005

describe('Typing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', globalThis)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('is told of each topic alone, and of all together', () => {
    const typing = new Typing()
    typing.set(FORUM, 1, true, 10)
    typing.set(FORUM, 2, true, 11)
    expect(typing.inChat(FORUM, 10)).toEqual([1])
    expect(typing.inChat(FORUM)).toEqual([1, 2])
    typing.set(FORUM, 1, true, 11)
    expect(typing.inChat(FORUM, 10)).toEqual([])
    expect(typing.inChat(FORUM, 11)).toEqual([1, 2])
  })
  it('ends when it is not repeated, or with a message', () => {
    const typing = new Typing()
    typing.set(FORUM, 1, true)
    vi.advanceTimersByTime(4_000)
    typing.set(FORUM, 1, true)
    vi.advanceTimersByTime(4_000)
    expect(typing.inChat(FORUM)).toEqual([1])
    vi.advanceTimersByTime(4_000)
    expect(typing.inChat(FORUM)).toEqual([])
    typing.set(FORUM, 2, true, 10)
    typing.set(FORUM, 2, false)
    expect(typing.inChat(FORUM, 10)).toEqual([])
  })
})
