import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { Dialog } from '../types'
import { toDraft, toMessage } from './message'

interface RawDialogs {
  dialogs: tl.TypeDialog[]
  messages: tl.TypeMessage[]
}

/** Dialogs in the server's order; the pinned ones, which come first, are ranked by it. */
export function toDialogs({ dialogs, messages }: RawDialogs, selfId: number): Dialog[] {
  const tops = new Map(messages.map((it) => [it.peerId ? `${getMarkedPeerId(it.peerId)}:${it.id}` : '', it]))
  const result: Dialog[] = []
  let pinRank = 0
  for (const raw of dialogs) {
    if (raw._ !== 'dialog') continue
    const chatId = getMarkedPeerId(raw.peer)
    const top = tops.get(`${chatId}:${raw.topMessage}`)
    result.push({
      chatId,
      pinRank: raw.pinned ? pinRank++ : null,
      unreadCount: raw.unreadCount,
      isMarkedUnread: raw.unreadMark ?? false,
      readInboxMaxId: raw.readInboxMaxId,
      readOutboxMaxId: raw.readOutboxMaxId,
      unreadMentions: raw.unreadMentionsCount,
      unreadReactions: raw.unreadReactionsCount,
      mutedUntil: raw.notifySettings.muteUntil ?? null,
      folderId: raw.folderId ?? 0,
      lastMessage: top ? toMessage(top, selfId) : null,
      draft: toDraft(raw.draft),
    })
  }
  return result
}
