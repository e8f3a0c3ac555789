import type { Dialog, Folder } from '@botschaft/protocol'

/** What of a chat decides which folders it is in. */
export interface Traits {
  kind: 'contact' | 'stranger' | 'bot' | 'group' | 'channel'
  isMuted: boolean
}

const FLAG = {
  contact: 'contacts',
  stranger: 'nonContacts',
  bot: 'bots',
  group: 'groups',
  channel: 'channels',
} as const

/** Chats that were named go before flags, as in core.telegram.org/api/folders. */
export function belongs(folder: Folder, dialog: Dialog, traits: Traits): boolean {
  const { chatId } = dialog
  if (folder.exclude.includes(chatId)) return false
  if (folder.include.includes(chatId) || folder.pinned.includes(chatId)) return true
  const isUnread = dialog.unreadCount > 0 || dialog.isMarkedUnread
  // Somebody asked for the reader: that is seen whatever the reader has muted.
  const isAskedFor = dialog.unreadMentions > 0
  if (folder.excludeArchived && dialog.folderId !== 0) return false
  if (folder.excludeMuted && traits.isMuted && !isAskedFor) return false
  if (folder.excludeRead && !isUnread && !isAskedFor) return false
  return folder[FLAG[traits.kind]]
}

/** Unlike in the list of all chats, what is on top of a folder is the folder's own. */
export function inFolderOrder(folder: Folder, dialogs: Dialog[]): Dialog[] {
  if (folder.pinned.length === 0) return dialogs
  const rank = new Map(folder.pinned.map((chatId, index) => [chatId, index]))
  const top = dialogs.filter((it) => rank.has(it.chatId))
  top.sort((a, b) => (rank.get(a.chatId) ?? 0) - (rank.get(b.chatId) ?? 0))
  return [...top, ...dialogs.filter((it) => !rank.has(it.chatId))]
}
