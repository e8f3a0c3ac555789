import type { Dialog } from '@botschaft/protocol'

/** When something last happened in a chat; a draft counts, so that unfinished letters stay in sight. */
export function activityDate(dialog: Dialog): number {
  return Math.max(dialog.lastMessage?.date ?? 0, dialog.draft?.date ?? 0)
}

/** Pinned chats first in their order, then the most recent. */
export function compareDialogs(a: Dialog, b: Dialog): number {
  if (a.pinRank !== null || b.pinRank !== null) {
    return (a.pinRank ?? Number.MAX_SAFE_INTEGER) - (b.pinRank ?? Number.MAX_SAFE_INTEGER)
  }
  return activityDate(b) - activityDate(a) || (b.lastMessage?.id ?? 0) - (a.lastMessage?.id ?? 0)
}

/** The dialog after a new message of it: on top, counted when it is unread. */
export function withMessage(dialog: Dialog, message: NonNullable<Dialog['lastMessage']>): Dialog {
  if (dialog.lastMessage && dialog.lastMessage.id >= message.id) return dialog
  const isUnread = !message.isOutgoing && message.id > dialog.readInboxMaxId
  if (!isUnread) return { ...dialog, lastMessage: message }
  return {
    ...dialog,
    lastMessage: message,
    unreadCount: dialog.unreadCount + 1,
    unreadMentions: dialog.unreadMentions + (message.isMentionUnread ? 1 : 0),
  }
}
