import type { Context } from './context'

/**
 * Tells the update machinery of a state change that a call's plain result reported, so that it sees no gap.
 * `channelId` is the bare id of the channel whose state it is, 0 for one's own.
 */
export function settle(
  context: Context,
  { pts, ptsCount }: { pts: number; ptsCount: number },
  channelId = 0,
): void {
  if (ptsCount === 0) return
  context.client.handleClientUpdate({
    _: 'updates',
    users: [],
    chats: [],
    date: 0,
    seq: 0,
    updates: [{ _: 'mtcute.dummyUpdate', channelId, pts, ptsCount }],
  })
}
