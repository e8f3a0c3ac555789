import type { Dialog, Folder } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { belongs, inFolderOrder, type Traits } from './belongs'

const none: Folder = {
  id: 2,
  title: 'x',
  pinned: [],
  include: [],
  exclude: [],
  contacts: false,
  nonContacts: false,
  groups: false,
  channels: false,
  bots: false,
  excludeMuted: false,
  excludeRead: false,
  excludeArchived: false,
}
const dialog = (chatId: number, change: Partial<Dialog> = {}): Dialog => ({
  chatId,
  pinRank: null,
  unreadCount: 0,
  isMarkedUnread: false,
  readInboxMaxId: 0,
  readOutboxMaxId: 0,
  unreadMentions: 0,
  unreadReactions: 0,
  mutedUntil: 0,
  folderId: 0,
  lastMessage: null,
  draft: null,
  ...change,
})
const group: Traits = { kind: 'group', isMuted: false }

describe('belongs', () => {
  it('goes by the kind of chat', () => {
    expect(belongs({ ...none, groups: true }, dialog(-1), group)).toBe(true)
    expect(belongs({ ...none, channels: true }, dialog(-1), group)).toBe(false)
    expect(belongs({ ...none, contacts: true }, dialog(1), { kind: 'stranger', isMuted: false })).toBe(false)
  })
  it('takes what is named whatever its kind, and leaves out what is named', () => {
    expect(belongs({ ...none, include: [-1], excludeRead: true }, dialog(-1), group)).toBe(true)
    expect(belongs({ ...none, pinned: [-1] }, dialog(-1), group)).toBe(true)
    expect(belongs({ ...none, groups: true, exclude: [-1] }, dialog(-1), group)).toBe(false)
  })
  it('leaves out what is muted, unless somebody was mentioned', () => {
    const folder = { ...none, groups: true, excludeMuted: true }
    expect(belongs(folder, dialog(-1), { kind: 'group', isMuted: true })).toBe(false)
    expect(belongs(folder, dialog(-1, { unreadMentions: 1 }), { kind: 'group', isMuted: true })).toBe(true)
  })
  it('leaves out what is read or archived', () => {
    const folder = { ...none, groups: true, excludeRead: true, excludeArchived: true }
    expect(belongs(folder, dialog(-1), group)).toBe(false)
    expect(belongs(folder, dialog(-1, { unreadCount: 1 }), group)).toBe(true)
    expect(belongs(folder, dialog(-1, { isMarkedUnread: true }), group)).toBe(true)
    expect(belongs(folder, dialog(-1, { unreadCount: 1, folderId: 1 }), group)).toBe(false)
  })
})

describe('inFolderOrder', () => {
  it('puts the folder’s own on top', () => {
    const order = inFolderOrder({ ...none, pinned: [3, 1] }, [dialog(1), dialog(2), dialog(3)])
    expect(order.map((it) => it.chatId)).toEqual([3, 1, 2])
  })
})
