import { getMarkedPeerId, type tl } from '@mtcute/core'
import { plainMessage } from '../plain'
import type { Draft, FileSource, Forward, Message, Reply } from '../types'
import { toEntities } from './entity'
import { toPoll, toPreview, toReactions, toReplies } from './extras'
import { toMedia } from './media'
import { toService } from './service'

function toForward(raw: tl.TypeMessageFwdHeader | undefined): Forward | null {
  if (!raw) return null
  return {
    fromId: raw.fromId ? getMarkedPeerId(raw.fromId) : null,
    fromName: raw.fromName ?? null,
    date: raw.date,
    messageId: raw.channelPost ?? null,
    signature: raw.postAuthor ?? null,
  }
}

function toReply(raw: tl.TypeMessageReplyHeader | undefined): Reply | null {
  if (raw?._ !== 'messageReplyHeader' || raw.replyToMsgId === undefined) return null
  const isTopicOnly = raw.forumTopic === true && raw.replyToTopId === undefined
  return {
    messageId: raw.replyToMsgId,
    chatId: raw.replyToPeerId ? getMarkedPeerId(raw.replyToPeerId) : null,
    quote: raw.quote ? (raw.quoteText ?? null) : null,
    threadId: raw.replyToTopId ?? raw.replyToMsgId,
    isTopicOnly,
  }
}

type Common = Pick<
  Message,
  'id' | 'chatId' | 'senderId' | 'isOutgoing' | 'date' | 'isPost' | 'isMentioned' | 'isMentionUnread' | 'ttl'
>

function toCommon(raw: tl.RawMessage | tl.RawMessageService, selfId: number): Common {
  const chatId = getMarkedPeerId(raw.peerId)
  // Notes to oneself carry no reliable `out` flag, yet nobody else can have written them.
  const isOutgoing = raw.out === true || chatId === selfId
  const unsigned = isOutgoing && chatId > 0 ? selfId : chatId
  return {
    id: raw.id,
    chatId,
    senderId: raw.fromId ? getMarkedPeerId(raw.fromId) : unsigned,
    isOutgoing,
    date: raw.date,
    isPost: raw.post ?? false,
    isMentioned: raw.mentioned ?? false,
    isMentionUnread: (raw.mentioned && raw.mediaUnread) ?? false,
    ttl: raw.ttlPeriod ?? 0,
  }
}

const SHOWN_MEDIA = new Set<tl.TypeMessageMedia['_']>([
  'messageMediaEmpty',
  'messageMediaWebPage',
  'messageMediaPoll',
])

export function toMessage(raw: tl.TypeMessage, selfId: number): Message | null {
  if (raw._ === 'messageEmpty') return null
  const common = toCommon(raw, selfId)
  const replyTo = toReply(raw.replyTo)
  if (raw._ === 'messageService') {
    return plainMessage({
      ...common,
      isSilent: raw.silent ?? false,
      reactions: toReactions(raw.reactions),
      service: toService(raw.action, common.senderId, replyTo?.messageId ?? null),
    })
  }
  const { media } = raw
  const source: FileSource = {
    kind: 'message',
    chatId: common.chatId,
    messageId: raw.id,
    isScheduled: raw.fromScheduled ?? false,
  }
  const shown = toMedia(media, source)
  return plainMessage({
    ...common,
    text: raw.message,
    entities: toEntities(raw.entities),
    editDate: raw.editDate !== undefined && !raw.editHide ? raw.editDate : null,
    replyTo,
    forward: toForward(raw.fwdFrom),
    hasUnsupportedMedia: media !== undefined && shown === null && !SHOWN_MEDIA.has(media._),
    signature: raw.postAuthor ?? null,
    rank: raw.fromRank ?? null,
    views: raw.views ?? null,
    forwards: raw.forwards ?? null,
    replies: toReplies(raw.replies),
    reactions: toReactions(raw.reactions),
    poll: media?._ === 'messageMediaPoll' ? toPoll(media.poll, media.results) : null,
    preview: toPreview(media),
    media: shown,
    groupedId: raw.groupedId?.toString() ?? null,
    isMediaUnread: raw.mediaUnread ?? false,
    isPinned: raw.pinned ?? false,
    isSilent: raw.silent ?? false,
    isProtected: raw.noforwards ?? false,
  })
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
