import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { Trace } from '../api'
import type { Context } from './context'

/** The people and chats of a list of who did what, made known. */
export function meetAll(context: Context, raw: { users: tl.TypeUser[]; chats: tl.TypeChat[] }): void {
  context.meet(raw.users)
  context.meetChats(raw.chats)
}

export const traceOf = (peer: tl.TypePeer, date: number): Trace => ({
  peerId: getMarkedPeerId(peer),
  date,
  emoji: null,
  options: [],
})
