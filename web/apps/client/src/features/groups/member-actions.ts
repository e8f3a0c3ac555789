import { hasAdminRight, type Chat, type Member } from '@botschaft/protocol'
import type { IconName } from '@botschaft/ui'

export type MemberAction = 'promote' | 'editAdmin' | 'restrict' | 'remove' | 'unban' | 'addBack' | 'transfer'

interface Offer {
  action: MemberAction
  icon: IconName
  isDangerous?: boolean
}

/** What oneself may do to a member; the same rules as the server's, so that nothing is offered in vain. */
export function memberActions(chat: Chat, member: Member, selfId: number): Offer[] {
  const { role } = member
  if (member.userId === selfId || role === 'creator' || !chat.isMember) return []
  const mayBan = hasAdminRight(chat, 'banUsers')
  if (role === 'removed') {
    const offers: Offer[] = mayBan ? [{ action: 'unban', icon: 'check' }] : []
    if (mayBan && hasAdminRight(chat, 'inviteUsers')) offers.push({ action: 'addBack', icon: 'addPerson' })
    return offers
  }
  const isAdmin = role === 'admin'
  const isTheirs = isAdmin && !chat.isCreator && !member.canEdit
  const offers: Offer[] = []
  const mayAppoint = chat.kind === 'group' ? chat.isCreator : hasAdminRight(chat, 'addAdmins')
  if (mayAppoint && !isTheirs) offers.push({ action: isAdmin ? 'editAdmin' : 'promote', icon: 'shield' })
  if (chat.kind === 'group') {
    const mayRemove = chat.isCreator || (!isAdmin && (mayBan || member.byId === selfId))
    if (mayRemove) offers.push({ action: 'remove', icon: 'block', isDangerous: true })
    return offers
  }
  if (chat.isCreator && role !== 'restricted') offers.push({ action: 'transfer', icon: 'key' })
  if (!mayBan || isTheirs) return offers
  if (chat.kind === 'supergroup') offers.push({ action: 'restrict', icon: 'lock' })
  if (role === 'restricted') offers.push({ action: 'unban', icon: 'check' })
  offers.push({ action: 'remove', icon: 'block', isDangerous: true })
  return offers
}
