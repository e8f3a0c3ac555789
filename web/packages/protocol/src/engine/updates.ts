import { getMarkedPeerId, type tl } from '@mtcute/core'
import { channelChatId, groupChatId } from '../convert/chat'
import { toPoll, toReactions, toTally } from '../convert/extras'
import { toDraft, toMessage } from '../convert/message'
import { activeUsername, toPresence } from '../convert/user'
import type { AppEvent } from '../events'
import { listUpdate } from './list-updates'

function dialogPeerId(peer: tl.TypeDialogPeer): number | null {
  return peer._ === 'dialogPeer' ? getMarkedPeerId(peer.peer) : null
}

function messageEvent(
  type: 'messageAdded' | 'messageEdited' | 'scheduled',
  raw: tl.TypeMessage,
  selfId: number,
): AppEvent | null {
  const message = toMessage(raw, selfId)
  return message && { type, message }
}

const isTyping = (action: tl.TypeSendMessageAction) => action._ !== 'sendMessageCancelAction'

/** What happens to messages. */
function messageUpdate(update: tl.TypeUpdate, selfId: number): AppEvent | null {
  switch (update._) {
    case 'updateNewMessage':
    case 'updateNewChannelMessage':
      return messageEvent('messageAdded', update.message, selfId)
    case 'updateEditMessage':
    case 'updateEditChannelMessage':
      return messageEvent('messageEdited', update.message, selfId)
    case 'updateDeleteMessages':
      // Changes without a pts of their own travel with an empty deletion that carries it.
      return update.messages.length > 0
        ? { type: 'messagesDeleted', chatId: null, ids: update.messages }
        : null
    case 'updateDeleteChannelMessages':
      return update.messages.length > 0
        ? { type: 'messagesDeleted', chatId: channelChatId(update.channelId), ids: update.messages }
        : null
    case 'updateChannelAvailableMessages': {
      const chatId = channelChatId(update.channelId)
      return { type: 'historyCut', chatId, untilId: update.availableMinId }
    }
    case 'updateChannelMessageViews': {
      const chatId = channelChatId(update.channelId)
      return { type: 'counters', chatId, messageId: update.id, views: update.views }
    }
    case 'updateChannelMessageForwards': {
      const chatId = channelChatId(update.channelId)
      return { type: 'counters', chatId, messageId: update.id, forwards: update.forwards }
    }
    case 'updateMessageReactions': {
      const reactions = toReactions(update.reactions)
      const chatId = getMarkedPeerId(update.peer)
      return reactions && { type: 'reactions', chatId, messageId: update.msgId, reactions }
    }
    case 'updateMessagePoll':
      return {
        type: 'poll',
        pollId: update.pollId.toString(),
        poll: update.poll ? toPoll(update.poll, update.results) : null,
        tally: toTally(update.results),
      }
    case 'updatePinnedMessages':
    case 'updatePinnedChannelMessages':
      return {
        type: 'pinnedMessages',
        chatId: 'peer' in update ? getMarkedPeerId(update.peer) : channelChatId(update.channelId),
        ids: update.messages,
        isPinned: update.pinned ?? false,
      }
    case 'updateReadMessagesContents':
      return { type: 'contentsRead', chatId: null, ids: update.messages }
    case 'updateChannelReadMessagesContents':
      return { type: 'contentsRead', chatId: channelChatId(update.channelId), ids: update.messages }
    case 'updateNewScheduledMessage':
      return messageEvent('scheduled', update.message, selfId)
    case 'updateDeleteScheduledMessages':
      return { type: 'scheduledGone', chatId: getMarkedPeerId(update.peer), ids: update.messages }
    default:
      return null
  }
}

/** What happens in a chat beside its messages. */
function chatUpdate(update: tl.TypeUpdate): AppEvent | null {
  switch (update._) {
    case 'updateReadHistoryInbox':
      return {
        type: 'inboxRead',
        chatId: getMarkedPeerId(update.peer),
        maxId: update.maxId,
        unreadCount: update.stillUnreadCount,
      }
    case 'updateReadChannelInbox':
      return {
        type: 'inboxRead',
        chatId: channelChatId(update.channelId),
        maxId: update.maxId,
        unreadCount: update.stillUnreadCount,
      }
    case 'updateReadHistoryOutbox':
      return { type: 'outboxRead', chatId: getMarkedPeerId(update.peer), maxId: update.maxId }
    case 'updateReadChannelOutbox':
      return { type: 'outboxRead', chatId: channelChatId(update.channelId), maxId: update.maxId }
    case 'updateReadChannelDiscussionInbox': {
      const chatId = channelChatId(update.channelId)
      return { type: 'threadRead', chatId, threadId: update.topMsgId, maxId: update.readMaxId }
    }
    case 'updateDraftMessage':
      // Drafts of topics and threads are kept with them, not with the chat.
      if (update.topMsgId !== undefined) return null
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
    case 'updateNotifySettings': {
      if (update.peer._ !== 'notifyPeer') return null
      const until = update.notifySettings.muteUntil ?? null
      return { type: 'muted', chatId: getMarkedPeerId(update.peer.peer), until }
    }
    case 'updatePeerHistoryTTL':
      return { type: 'historyTtl', chatId: getMarkedPeerId(update.peer), seconds: update.ttlPeriod ?? 0 }
    case 'updateChannel':
      return { type: 'chatChanged', chatId: channelChatId(update.channelId) }
    case 'updateChat':
    case 'updateChatParticipantAdd':
    case 'updateChatParticipantDelete':
    case 'updateChatParticipantAdmin':
      return { type: 'chatChanged', chatId: groupChatId(update.chatId) }
    case 'updateChatParticipants':
      return { type: 'chatChanged', chatId: groupChatId(update.participants.chatId) }
    case 'updateChatDefaultBannedRights':
      return { type: 'chatChanged', chatId: getMarkedPeerId(update.peer) }
    default:
      return null
  }
}

/** What people do. */
function personUpdate(update: tl.TypeUpdate): AppEvent | null {
  switch (update._) {
    case 'updateUserTyping': {
      const { userId } = update
      return { type: 'typing', chatId: userId, userId, threadId: null, isTyping: isTyping(update.action) }
    }
    case 'updateChatUserTyping':
      return {
        type: 'typing',
        chatId: groupChatId(update.chatId),
        userId: getMarkedPeerId(update.fromId),
        threadId: null,
        isTyping: isTyping(update.action),
      }
    case 'updateChannelUserTyping':
      return {
        type: 'typing',
        chatId: channelChatId(update.channelId),
        userId: getMarkedPeerId(update.fromId),
        threadId: update.topMsgId ?? null,
        isTyping: isTyping(update.action),
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

/** One server update as the page's event; null for what this client has no use for. */
export function toEvent(update: tl.TypeUpdate, selfId: number): AppEvent | null {
  return messageUpdate(update, selfId) ?? chatUpdate(update) ?? personUpdate(update) ?? listUpdate(update)
}
