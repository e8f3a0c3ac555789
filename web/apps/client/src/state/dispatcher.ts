import { isChannelId, type AppEvent } from '@botschaft/protocol'
import type { App } from './app.svelte'

/** The one place where what happens on the server enters the client. */
export function dispatch(app: App, event: AppEvent): void {
  const { chats, groups, histories, people } = app
  switch (event.type) {
    case 'connection':
      app.setConnection(event.state)
      break
    case 'signedOut':
      app.leave()
      break
    case 'users':
      people.meet(event.users)
      app.me = event.users.find((user) => user.isSelf) ?? app.me
      break
    case 'userRenamed':
      people.rename(event.userId, event)
      break
    case 'presence':
      people.setPresence(event.userId, event.presence)
      break
    case 'chats':
      groups.meet(event.chats)
      // A basic group that was left keeps its history; of a channel nothing remains.
      for (const { id, isMember, isPartial } of event.chats)
        if (isChannelId(id) && !isMember && !isPartial) chats.remove(id)
      break
    case 'chatChanged':
      app.background(groups.refresh(event.chatId))
      app.background(chats.refresh(event.chatId))
      break
    case 'chatStale':
      histories.get(event.chatId)?.expire()
      app.background(chats.refresh(event.chatId))
      break
    case 'typing':
      app.typing.set(event.chatId, event.userId, event.isTyping)
      break
    case 'messageAdded':
      histories.get(event.message.chatId)?.add(event.message)
      app.background(chats.add(event.message))
      if (!event.message.isOutgoing) {
        app.typing.set(event.message.chatId, event.message.senderId, false)
        app.arrived = event.message
      }
      break
    case 'messageEdited':
      histories.get(event.message.chatId)?.edit(event.message)
      chats.edit(event.message)
      break
    case 'messagesDeleted': {
      const ids = new Set(event.ids)
      app.background(chats.removeMessages(event.chatId, ids, histories.remove(event.chatId, ids)))
      break
    }
    case 'chatCleared':
      histories.clear(event.chatId)
      chats.remove(event.chatId)
      break
    case 'inboxRead':
      chats.setInboxRead(event.chatId, event.maxId, event.unreadCount)
      break
    case 'outboxRead':
      chats.setOutboxRead(event.chatId, event.maxId)
      break
    case 'draft':
      app.background(chats.setDraft(event.chatId, event.draft))
      break
    case 'pinned':
      chats.setPinned(event.chatId, event.isPinned)
      break
    case 'pinnedOrder':
      if (event.order) chats.setPinnedOrder(event.order)
      else app.background(chats.load())
      break
    case 'markedUnread':
      chats.setMarkedUnread(event.chatId, event.isMarked)
      break
    case 'muted':
      chats.setMuted(event.chatId, event.until)
      break
    case 'movedToFolder':
      for (const chatId of event.chatIds) chats.setFolder(chatId, event.folderId)
      break
    case 'foldersChanged':
      app.background(app.folders.load())
      break
    case 'notifyScope':
      app.notifyVersion += 1
      break
    case 'joinRequests':
      groups.patchInfo(event.chatId, { requestsPending: event.count })
      break
    case 'historyTtl':
      groups.patchInfo(event.chatId, { historyTtl: event.seconds })
      break
    case 'historyCut':
      histories.get(event.chatId)?.cutUntil(event.untilId)
      app.background(chats.refresh(event.chatId))
      break
    case 'counters': {
      const { chatId, messageId, type: _, ...counters } = event
      histories.get(chatId)?.patchMessage(messageId, counters)
      break
    }
    case 'pinnedMessages':
      for (const id of event.ids) histories.get(event.chatId)?.patchMessage(id, { isPinned: event.isPinned })
      break
    case 'blocked':
      people.setBlocked(event.userId, event.isBlocked)
      break
    case 'contactsChanged':
      app.contactsVersion += 1
      break
    case 'sessionsChanged':
      app.sessionsVersion += 1
      break
  }
}
