import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { Draft, Forward, Message } from '../types'
import { toEntities } from './entity'

function toForward(raw: tl.TypeMessageFwdHeader | undefined): Forward | null {
  if (!raw) return null
  return {
    fromId: raw.fromId ? getMarkedPeerId(raw.fromId) : null,
    fromName: raw.fromName ?? null,
    date: raw.date,
  }
}

function toReply(raw: tl.TypeMessageReplyHeader | undefined): Message['replyTo'] {
  if (raw?._ !== 'messageReplyHeader' || raw.replyToMsgId === undefined) return null
  return { messageId: raw.replyToMsgId, quote: raw.quote ? (raw.quoteText ?? null) : null }
}

export function toMessage(raw: tl.TypeMessage, selfId: number): Message | null {
  if (raw._ === 'messageEmpty') return null
  const chatId = getMarkedPeerId(raw.peerId)
  // Notes to oneself carry no reliable `out` flag, yet nobody else can have written them.
  const isOutgoing = raw.out === true || chatId === selfId
  const senderId = raw.fromId ? getMarkedPeerId(raw.fromId) : isOutgoing ? selfId : chatId
  const common = { id: raw.id, chatId, senderId, isOutgoing, date: raw.date }
  if (raw._ === 'messageService') {
    return {
      ...common,
      text: '',
      entities: [],
      editDate: null,
      replyTo: null,
      forward: null,
      unsupported: 'service',
    }
  }
  const hasMedia =
    raw.media !== undefined && raw.media._ !== 'messageMediaEmpty' && raw.media._ !== 'messageMediaWebPage'
  return {
    ...common,
    text: raw.message,
    entities: toEntities(raw.entities),
    editDate: raw.editDate !== undefined && !raw.editHide ? raw.editDate : null,
    replyTo: toReply(raw.replyTo),
    forward: toForward(raw.fwdFrom),
    unsupported: hasMedia ? 'media' : null,
  }
}

export function toMessages(raw: tl.TypeMessage[], selfId: number): Message[] {
  return raw.map((it) => toMessage(it, selfId)).filter((message) => message !== null)
}

export function toDraft(raw: tl.TypeDraftMessage | undefined): Draft | null {
  if (raw?._ !== 'draftMessage') return null
  const replyTo = raw.replyTo?._ === 'inputReplyToMessage' ? raw.replyTo.replyToMsgId : null
  if (!raw.message && replyTo === null) return null
  return { text: raw.message, replyTo, date: raw.date }
}
