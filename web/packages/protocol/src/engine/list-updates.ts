import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { AppEvent } from '../events'
import { stickersUpdate } from './stickers'

/** What happens to the list of chats as a whole. */
export function listUpdate(update: tl.TypeUpdate): AppEvent | null {
  switch (update._) {
    case 'updateDialogFilter':
    case 'updateDialogFilterOrder':
    case 'updateDialogFilters':
      return { type: 'foldersChanged' }
    case 'updateFolderPeers': {
      const [first] = update.folderPeers
      if (!first) return null
      const { folderId } = first
      const chatIds = update.folderPeers.map((it) => getMarkedPeerId(it.peer))
      return { type: 'movedToFolder', chatIds, folderId }
    }
    case 'updateNotifySettings': {
      const mutedUntil = update.notifySettings.muteUntil ?? 0
      if (update.peer._ === 'notifyUsers') return { type: 'notifyScope', scope: 'users', mutedUntil }
      if (update.peer._ === 'notifyChats') return { type: 'notifyScope', scope: 'groups', mutedUntil }
      if (update.peer._ === 'notifyBroadcasts') return { type: 'notifyScope', scope: 'channels', mutedUntil }
      return null
    }
    case 'updatePendingJoinRequests':
      return {
        type: 'joinRequests',
        chatId: getMarkedPeerId(update.peer),
        count: update.requestsPending,
      }
    default: {
      const what = stickersUpdate(update)
      return what && { type: 'stickersChanged', what }
    }
  }
}
