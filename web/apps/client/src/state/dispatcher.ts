import { isChannelId, isPersonId, type AppEvent, type ChatId, type Message } from '@botschaft/protocol'
import { GENERAL_TOPIC } from '../features/conversation/forums.svelte'
import { isInScope } from '../features/conversation/histories'
import { mergePoll } from '../features/conversation/poll'
import { mergeReactions } from '../features/conversation/reactions'
import type { App } from './app.svelte'

function patch(
  app: App,
  chatId: ChatId,
  messageId: number,
  change: (message: Message) => Partial<Message>,
): void {
  for (const history of app.histories.of(chatId)) history.patchMessage(messageId, change)
}

/** A message whose mention, reactions or recording were attended to. */
function lookedAt({ reactions }: Message): Partial<Message> {
  const read = reactions && {
    ...reactions,
    recent: reactions.recent.map((it) => ({ ...it, isUnread: false })),
  }
  return { isMentionUnread: false, isMediaUnread: false, reactions: read }
}

function refreshTopics(app: App, chatId: ChatId): void {
  if (app.groups.chats.get(chatId)?.isForum) app.forums.refreshCounts(chatId)
}

/** In a forum, who names no topic writes in the first one. */
function threadOf(
  app: App,
  { chatId, threadId }: { chatId: ChatId; threadId: number | null },
): number | null {
  return threadId ?? (app.groups.chats.get(chatId)?.isForum ? GENERAL_TOPIC : null)
}

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
    case 'fileProgress':
      app.downloads.loaded.set(event.key, event.loaded)
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
      for (const history of histories.of(event.chatId)) history.expire()
      app.background(chats.refresh(event.chatId))
      break
    case 'typing':
      app.typing.set(event.chatId, event.userId, event.isTyping, threadOf(app, event))
      break
    case 'uploadProgress':
      app.uploads.set(event.key, event.progress)
      break
    case 'messageAdded':
      for (const history of histories.of(event.message.chatId)) history.add(event.message)
      app.forums.add(event.message)
      app.background(chats.add(event.message))
      if (!event.message.isOutgoing) {
        app.typing.set(event.message.chatId, event.message.senderId, false)
        app.arrived = event.message
      }
      break
    case 'messageEdited':
      for (const history of histories.of(event.message.chatId)) history.edit(event.message)
      chats.edit(event.message)
      break
    case 'messagesDeleted': {
      const ids = new Set(event.ids)
      app.background(chats.removeMessages(event.chatId, ids, histories.remove(event.chatId, ids)))
      break
    }
    case 'chatCleared':
      for (const history of histories.of(event.chatId)) history.clear()
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
      app.notices.set(event.scope, event.mutedUntil)
      break
    case 'joinRequests':
      groups.patchInfo(event.chatId, { requestsPending: event.count })
      break
    case 'historyTtl':
      if (isPersonId(event.chatId)) people.historyTtls.set(event.chatId, event.seconds)
      else groups.patchInfo(event.chatId, { historyTtl: event.seconds })
      break
    case 'historyCut':
      for (const history of histories.of(event.chatId)) history.cutUntil(event.untilId)
      app.background(chats.refresh(event.chatId))
      break
    case 'counters': {
      const { views, forwards } = event
      const change = {
        ...(views === undefined ? {} : { views }),
        ...(forwards === undefined ? {} : { forwards }),
      }
      patch(app, event.chatId, event.messageId, () => change)
      break
    }
    case 'reactions':
      patch(app, event.chatId, event.messageId, (message) => ({
        reactions: mergeReactions(message.reactions, event.reactions),
      }))
      // How many of one's messages were reacted to is counted by the server.
      if (event.reactions.recent.some((it) => it.isUnread)) {
        app.background(chats.refresh(event.chatId))
        refreshTopics(app, event.chatId)
      }
      break
    case 'poll':
      for (const history of histories.all()) {
        history.patchAll(
          (message) => message.poll?.id === event.pollId,
          (message) => ({ poll: mergePoll(message.poll, event.poll, event.tally) }),
        )
      }
      break
    case 'pinnedMessages':
      for (const id of event.ids) patch(app, event.chatId, id, () => ({ isPinned: event.isPinned }))
      for (const history of histories.of(event.chatId)) app.background(history.loadPinned())
      break
    case 'contentsRead':
      for (const history of histories.all()) {
        if (!isInScope(history.chatId, event.chatId)) continue
        for (const id of event.ids) history.patchMessage(id, lookedAt)
      }
      for (const { chatId, unreadMentions, unreadReactions } of chats.sorted) {
        if (unreadMentions + unreadReactions > 0 && isInScope(chatId, event.chatId))
          app.background(chats.refresh(chatId))
      }
      if (event.chatId !== null) refreshTopics(app, event.chatId)
      break
    case 'scheduled':
      app.scheduled.add(event.message)
      break
    case 'scheduledGone':
      app.scheduled.remove(event.chatId, event.ids)
      break
    case 'threadRead':
      app.forums.setRead(event.chatId, event.threadId, event.maxId)
      break
    case 'blocked':
      people.setBlocked(event.userId, event.isBlocked)
      break
    case 'stickersChanged':
      app.stickers.changed(event.what)
      break
    case 'contactsChanged':
      app.contactsVersion += 1
      break
    case 'sessionsChanged':
      app.sessionsVersion += 1
      break
  }
}
