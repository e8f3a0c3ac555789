import { getMarkedPeerId, type tl } from '@mtcute/core'
import { toDraft, toMessage } from '../convert/message'
import { activeUsername, toPresence } from '../convert/user'
import type { AppEvent } from '../events'

function dialogPeerId(peer: tl.TypeDialogPeer): number | null {
  return peer._ === 'dialogPeer' ? getMarkedPeerId(peer.peer) : null
}

function messageEvent(
  type: 'messageAdded' | 'messageEdited',
  raw: tl.TypeMessage,
  selfId: number,
): AppEvent | null {
  const message = toMessage(raw, selfId)
  return message && { type, message }
}

/** One server update as the page's event; null for what this client has no use for. */
export function toEvent(update: tl.TypeUpdate, selfId: number): AppEvent | null {
  switch (update._) {
    case 'updateNewMessage':
      return messageEvent('messageAdded', update.message, selfId)
    case 'updateEditMessage':
      return messageEvent('messageEdited', update.message, selfId)
    case 'updateDeleteMessages':
      // Changes without a pts of their own travel with an empty deletion that carries it.
      return update.messages.length > 0 ? { type: 'messagesDeleted', ids: update.messages } : null
    case 'updateReadHistoryInbox':
      return {
        type: 'inboxRead',
        chatId: getMarkedPeerId(update.peer),
        maxId: update.maxId,
        unreadCount: update.stillUnreadCount,
      }
    case 'updateReadHistoryOutbox':
      return { type: 'outboxRead', chatId: getMarkedPeerId(update.peer), maxId: update.maxId }
    case 'updateUserTyping':
      return {
        type: 'typing',
        chatId: update.userId,
        isTyping: update.action._ !== 'sendMessageCancelAction',
      }
    case 'updateUserStatus':
      return { type: 'presence', userId: update.userId, presence: toPresence(update.status) }
    case 'updateUserName':
      return {
        type: 'userRenamed',
        userId: update.userId,
        firstName: update.firstName,
        lastName: update.lastName,
        username: activeUsername(undefined, update.usernames),
      }
    case 'updateDraftMessage':
      return { type: 'draft', chatId: getMarkedPeerId(update.peer), draft: toDraft(update.draft) }
    case 'updateDialogPinned': {
      const chatId = dialogPeerId(update.peer)
      return chatId === null ? null : { type: 'pinned', chatId, isPinned: update.pinned ?? false }
    }
    case 'updatePinnedDialogs': {
      const order = update.order?.map(dialogPeerId).filter((id) => id !== null) ?? null
      return { type: 'pinnedOrder', order }
    }
    case 'updateDialogUnreadMark': {
      const chatId = dialogPeerId(update.peer)
      return chatId === null ? null : { type: 'markedUnread', chatId, isMarked: update.unread ?? false }
    }
    case 'updatePeerBlocked':
      return { type: 'blocked', userId: getMarkedPeerId(update.peerId), isBlocked: update.blocked ?? false }
    case 'updateContactsReset':
    case 'updatePeerSettings':
      return { type: 'contactsChanged' }
    case 'updateNewAuthorization':
      return { type: 'sessionsChanged' }
    default:
      return null
  }
}
