import type { Api, Chat, Dialog } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { Notices } from './notices.svelte'

const dialog = (chatId: number, mutedUntil: number | null) => ({ chatId, mutedUntil }) as Dialog
const channel = { kind: 'channel' } as Chat
const group = { kind: 'supergroup' } as Chat

describe('Notices', () => {
  const notices = new Notices({} as Api)
  notices.set('channels', 99)
  it('go by the kind of chat', () => {
    expect(notices.mutedUntil(dialog(-5, null), channel)).toBe(99)
    expect(notices.mutedUntil(dialog(-5, null), group)).toBe(0)
    expect(notices.mutedUntil(dialog(5, null), undefined)).toBe(0)
  })
  it('of a chat itself go first, also when it is not silent', () => {
    expect(notices.mutedUntil(dialog(-5, 0), channel)).toBe(0)
    expect(notices.mutedUntil(dialog(-5, 7), channel)).toBe(7)
  })
})
