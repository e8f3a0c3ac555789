import { hasAdminRight, isAllowed, type Chat, type Topic } from '@botschaft/protocol'
import type { IconName } from '@botschaft/ui'
import { GENERAL_TOPIC } from '../conversation/forums.svelte'

export type TopicAction = 'rename' | 'close' | 'reopen' | 'pin' | 'unpin' | 'delete'

interface Offer {
  action: TopicAction
  icon: IconName
  isDangerous?: boolean
}

export function mayCreateTopics(chat: Chat): boolean {
  return chat.isMember && (hasAdminRight(chat, 'manageTopics') || isAllowed(chat, 'manageTopics'))
}

/** Who began a topic may name and close it; the rest is for admins with the right to. */
export function topicActions(chat: Chat, topic: Topic): Offer[] {
  const manages = hasAdminRight(chat, 'manageTopics')
  const offers: Offer[] = []
  if (manages || topic.isMine) {
    offers.push({ action: 'rename', icon: 'edit' })
    offers.push(topic.isClosed ? { action: 'reopen', icon: 'check' } : { action: 'close', icon: 'lock' })
  }
  if (manages) offers.push({ action: topic.isPinned ? 'unpin' : 'pin', icon: 'pin' })
  if (topic.id !== GENERAL_TOPIC && hasAdminRight(chat, 'deleteMessages'))
    offers.push({ action: 'delete', icon: 'trash', isDangerous: true })
  return offers
}
