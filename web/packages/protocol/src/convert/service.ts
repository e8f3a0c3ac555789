import type { tl } from '@mtcute/core'
import type { Service } from '../types'
import { channelChatId } from './chat'

/** What a service message tells; `actorId` is who did it, `messageId` the message it answers. */
export function toService(raw: tl.TypeMessageAction, actorId: number, messageId: number | null): Service {
  switch (raw._) {
    case 'messageActionChatCreate':
      return { kind: 'groupCreated', title: raw.title }
    case 'messageActionChannelCreate':
      return { kind: 'channelCreated', title: raw.title }
    case 'messageActionChatEditTitle':
      return { kind: 'titleChanged', title: raw.title }
    case 'messageActionChatEditPhoto':
      return { kind: 'photoChanged' }
    case 'messageActionChatDeletePhoto':
      return { kind: 'photoRemoved' }
    case 'messageActionChatAddUser':
      return raw.users.length === 1 && raw.users[0] === actorId
        ? { kind: 'joined' }
        : { kind: 'added', userIds: raw.users }
    case 'messageActionChatJoinedByLink':
      return { kind: 'joinedByLink' }
    case 'messageActionChatJoinedByRequest':
      return { kind: 'joinedByRequest' }
    case 'messageActionChatDeleteUser':
      return raw.userId === actorId ? { kind: 'left' } : { kind: 'removed', userId: raw.userId }
    case 'messageActionChatMigrateTo':
      return { kind: 'migratedTo', chatId: channelChatId(raw.channelId) }
    case 'messageActionChannelMigrateFrom':
      return { kind: 'migratedFrom', title: raw.title }
    case 'messageActionPinMessage':
      return { kind: 'pinned', messageId }
    case 'messageActionTopicCreate':
      return { kind: 'topicCreated', title: raw.title }
    case 'messageActionTopicEdit':
      return {
        kind: 'topicEdited',
        title: raw.title ?? null,
        isClosed: raw.closed ?? null,
        isHidden: raw.hidden ?? null,
      }
    case 'messageActionSetMessagesTTL':
      return { kind: 'ttl', seconds: raw.period }
    case 'messageActionNoForwardsToggle':
      return { kind: 'protected', isProtected: raw.newValue }
    case 'messageActionChangeCreator':
      return { kind: 'creatorChanged', userId: raw.newCreatorId }
    case 'messageActionContactSignUp':
      return { kind: 'contactJoined' }
    case 'messageActionHistoryClear':
      return { kind: 'historyCleared' }
    default:
      return { kind: 'other' }
  }
}
