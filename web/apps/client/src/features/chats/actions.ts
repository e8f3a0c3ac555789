import { isPersonId, type Dialog } from '@botschaft/protocol'
import type { MenuItem } from '@botschaft/ui'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'
import { isMuted } from './traits'

const FOR_EVER = 2 ** 31 - 1

export function toggleArchived(app: App, { chatId, folderId }: Dialog): Promise<boolean> {
  const isArchived = folderId === 0
  return app.toasts.attempt(async () => {
    await app.api.setArchived(chatId, isArchived)
    app.toasts.show(t(isArchived ? 'list.archived' : 'list.unarchived', { name: app.nameOf(chatId) }))
  })
}

function toggleUnread(app: App, chatId: number, isUnread: boolean): Promise<boolean> {
  const newest = app.chats.dialogs.get(chatId)?.lastMessage?.id ?? 0
  return app.toasts.attempt(async () => {
    if (!isUnread) return app.api.markUnread(chatId, true)
    await app.api.readHistory(chatId, newest)
    await app.api.markUnread(chatId, false)
    app.chats.setInboxRead(chatId, newest, 0)
  })
}

/** What can be done to a chat of the list. `remove` asks before it deletes or leaves. */
export function chatActions(app: App, dialog: Dialog, remove: () => void): MenuItem[] {
  const { chatId, pinRank, unreadCount, isMarkedUnread, folderId } = dialog
  const isUnread = unreadCount > 0 || isMarkedUnread
  const isSelf = chatId === app.me?.id
  const muted = isMuted(app, dialog)
  const items: MenuItem[] = [
    {
      label: t(pinRank === null ? 'chats.pin' : 'chats.unpin'),
      icon: 'pin',
      run: () => app.toasts.attempt(() => app.api.pinDialog(chatId, pinRank === null)),
    },
    {
      label: t(isUnread ? 'chats.markRead' : 'chats.markUnread'),
      icon: 'markUnread',
      run: () => toggleUnread(app, chatId, isUnread),
    },
  ]
  if (!isSelf) {
    items.push({
      label: t(muted ? 'list.unmute' : 'list.mute'),
      icon: muted ? 'bell' : 'bellOff',
      run: () => app.toasts.attempt(() => app.api.mute(chatId, muted ? 0 : FOR_EVER)),
    })
    items.push({
      label: t(folderId === 0 ? 'list.archive' : 'list.unarchive'),
      icon: 'archive',
      run: () => toggleArchived(app, dialog),
    })
  }
  const kind = isPersonId(chatId) ? null : app.groups.chats.get(chatId)?.kind
  const leave = kind === 'channel' ? 'list.leaveChannel' : kind ? 'list.leaveGroup' : 'chats.delete'
  items.push({ label: t(leave), icon: kind ? 'leave' : 'trash', isDangerous: true, run: remove })
  return items
}
