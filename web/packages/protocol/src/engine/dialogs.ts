import type { tl } from '@mtcute/core'
import Long from 'long'
import type { Api } from '../api'
import { toDialogs } from '../convert/dialog'
import type { DialogCursor, DialogPage } from '../types'
import type { Context } from './context'
import { inputReply } from './sending'
import { settle } from './settle'

const PAGE = 50

async function offsetPeer(context: Context, cursor: DialogCursor | null): Promise<tl.TypeInputPeer> {
  return cursor ? context.peer(cursor.chatId) : { _: 'inputPeerEmpty' }
}

/** Where the next page starts: behind the last unpinned chat of this one. */
function nextCursor(page: DialogPage): DialogCursor | null {
  const last = page.dialogs.findLast((it) => it.pinRank === null && it.lastMessage)
  if (!last?.lastMessage) return null
  return { date: last.lastMessage.date, messageId: last.lastMessage.id, chatId: last.chatId }
}

type DialogsApi = Pick<
  Api,
  'getDialogs' | 'getDialog' | 'pinDialog' | 'markUnread' | 'deleteDialog' | 'saveDraft'
>

export function dialogsApi(context: Context): DialogsApi {
  return {
    async getDialogs(cursor) {
      const result = await context.call({
        _: 'messages.getDialogs',
        offsetDate: cursor?.date ?? 0,
        offsetId: cursor?.messageId ?? 0,
        offsetPeer: await offsetPeer(context, cursor),
        excludePinned: cursor !== null,
        limit: PAGE,
        hash: Long.ZERO,
      })
      if (result._ === 'messages.dialogsNotModified') return { dialogs: [], users: [], chats: [], next: null }
      const page: DialogPage = {
        dialogs: toDialogs(result, context.selfId),
        users: context.meet(result.users),
        chats: context.meetChats(result.chats),
        next: null,
      }
      if (result._ === 'messages.dialogsSlice' && result.dialogs.length >= PAGE) page.next = nextCursor(page)
      return page
    },

    async getDialog(chatId) {
      const peer = await context.peer(chatId)
      const result = await context.call({
        _: 'messages.getPeerDialogs',
        peers: [{ _: 'inputDialogPeer', peer }],
      })
      context.meet(result.users)
      context.meetChats(result.chats)
      return toDialogs(result, context.selfId)[0] ?? null
    },

    async pinDialog(chatId, isPinned) {
      const peer = await context.peer(chatId)
      await context.call({
        _: 'messages.toggleDialogPin',
        pinned: isPinned,
        peer: { _: 'inputDialogPeer', peer },
      })
      context.emit({ type: 'pinned', chatId, isPinned })
    },

    async markUnread(chatId, isMarked) {
      const peer = await context.peer(chatId)
      await context.call({
        _: 'messages.markDialogUnread',
        unread: isMarked,
        peer: { _: 'inputDialogPeer', peer },
      })
      context.emit({ type: 'markedUnread', chatId, isMarked })
    },

    async deleteDialog(chatId, forBoth) {
      const peer = await context.peer(chatId)
      // The server clears long histories in steps and tells by `offset` whether there is more.
      for (let more = true; more;) {
        const affected = await context.call({ _: 'messages.deleteHistory', peer, maxId: 0, revoke: forBoth })
        settle(context, affected)
        more = affected.offset > 0
      }
      context.emit({ type: 'chatCleared', chatId })
    },

    async saveDraft(chatId, threadId, text, reply) {
      await context.call({
        _: 'messages.saveDraft',
        peer: await context.peer(chatId),
        message: text,
        replyTo: inputReply(threadId, reply),
      })
    },
  }
}
