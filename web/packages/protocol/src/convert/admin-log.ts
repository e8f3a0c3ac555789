import type { tl } from '@mtcute/core'
import type { AdminAction, AdminEvent, AdminFilter, Member } from '../types'
import { toMember } from './member'

const textOf = (raw: tl.TypeMessage) => (raw._ === 'message' ? raw.message : '')
const linkOf = (raw: tl.TypeExportedChatInvite) => (raw._ === 'chatInviteExported' ? raw.link : '')
const titleOf = (raw: tl.TypeForumTopic | undefined) => (raw?._ === 'forumTopic' ? raw.title : '')

/** Somebody's restrictions changed: what it comes to is told by what they are now. */
function banAction(member: Member): AdminAction {
  if (member.role === 'removed') return { kind: 'remove', member }
  return member.role === 'restricted' ? { kind: 'restrict', member } : { kind: 'release', member }
}

function memberAction(raw: tl.TypeChannelAdminLogEventAction, selfId: number): AdminAction | null {
  switch (raw._) {
    case 'channelAdminLogEventActionParticipantJoin':
      return { kind: 'join' }
    case 'channelAdminLogEventActionParticipantLeave':
      return { kind: 'leave' }
    case 'channelAdminLogEventActionParticipantJoinByInvite':
      return { kind: 'joinByInvite', link: linkOf(raw.invite) }
    case 'channelAdminLogEventActionParticipantJoinByRequest':
      return { kind: 'joinByRequest', approvedBy: raw.approvedBy }
    case 'channelAdminLogEventActionParticipantInvite':
      return { kind: 'invite', member: toMember(raw.participant, selfId) }
    case 'channelAdminLogEventActionParticipantToggleAdmin': {
      const member = toMember(raw.newParticipant, selfId)
      const isAdmin = member.role === 'admin' || member.role === 'creator'
      return { kind: isAdmin ? 'promote' : 'demote', member }
    }
    case 'channelAdminLogEventActionParticipantToggleBan':
      return banAction(toMember(raw.newParticipant, selfId))
    default:
      return null
  }
}

function settingAction(raw: tl.TypeChannelAdminLogEventAction): AdminAction | null {
  switch (raw._) {
    case 'channelAdminLogEventActionChangeTitle':
      return { kind: 'title', value: raw.newValue }
    case 'channelAdminLogEventActionChangeAbout':
      return { kind: 'about', value: raw.newValue }
    case 'channelAdminLogEventActionChangeUsername':
      return { kind: 'username', value: raw.newValue }
    case 'channelAdminLogEventActionToggleSignatures':
      return { kind: 'switch', of: 'signatures', isOn: raw.newValue }
    case 'channelAdminLogEventActionTogglePreHistoryHidden':
      return { kind: 'switch', of: 'hiddenHistory', isOn: raw.newValue }
    case 'channelAdminLogEventActionToggleNoForwards':
      return { kind: 'switch', of: 'protected', isOn: raw.newValue }
    case 'channelAdminLogEventActionToggleForum':
      return { kind: 'switch', of: 'forum', isOn: raw.newValue }
    case 'channelAdminLogEventActionToggleInvites':
      return { kind: 'switch', of: 'invites', isOn: raw.newValue }
    case 'channelAdminLogEventActionToggleSlowMode':
      return { kind: 'slowMode', seconds: raw.newValue }
    case 'channelAdminLogEventActionChangeHistoryTTL':
      return { kind: 'historyTtl', seconds: raw.newValue }
    case 'channelAdminLogEventActionDefaultBannedRights':
      return { kind: 'permissions' }
    case 'channelAdminLogEventActionChangeAvailableReactions':
      return { kind: 'reactions' }
    case 'channelAdminLogEventActionChangeLinkedChat':
      return { kind: 'linkedChat' }
    default:
      return null
  }
}

function contentAction(raw: tl.TypeChannelAdminLogEventAction): AdminAction {
  switch (raw._) {
    case 'channelAdminLogEventActionEditMessage':
      return { kind: 'edit', text: textOf(raw.newMessage) }
    case 'channelAdminLogEventActionDeleteMessage':
      return { kind: 'delete', text: textOf(raw.message) }
    case 'channelAdminLogEventActionSendMessage':
      return { kind: 'send', text: textOf(raw.message) }
    case 'channelAdminLogEventActionStopPoll':
      return { kind: 'stopPoll', text: textOf(raw.message) }
    case 'channelAdminLogEventActionUpdatePinned': {
      const isPinned = raw.message._ === 'message' && raw.message.pinned === true
      return { kind: isPinned ? 'pin' : 'unpin', text: textOf(raw.message) }
    }
    case 'channelAdminLogEventActionExportedInviteEdit':
      return { kind: 'inviteEdit', link: linkOf(raw.newInvite) }
    case 'channelAdminLogEventActionExportedInviteRevoke':
      return { kind: 'inviteRevoke', link: linkOf(raw.invite) }
    case 'channelAdminLogEventActionExportedInviteDelete':
      return { kind: 'inviteDelete', link: linkOf(raw.invite) }
    case 'channelAdminLogEventActionCreateTopic':
      return { kind: 'topicCreate', title: titleOf(raw.topic) }
    case 'channelAdminLogEventActionEditTopic':
      return { kind: 'topicEdit', title: titleOf(raw.newTopic) }
    case 'channelAdminLogEventActionDeleteTopic':
      return { kind: 'topicDelete', title: titleOf(raw.topic) }
    case 'channelAdminLogEventActionPinTopic':
      return { kind: 'topicPin', title: titleOf(raw.newTopic ?? raw.prevTopic) }
    default:
      return { kind: 'other' }
  }
}

export function toAdminEvent(raw: tl.TypeChannelAdminLogEvent, selfId: number): AdminEvent {
  const action = memberAction(raw.action, selfId) ?? settingAction(raw.action) ?? contentAction(raw.action)
  return { id: raw.id.toString(), date: raw.date, userId: raw.userId, action }
}

const FILTERS: Record<AdminFilter, Omit<tl.RawChannelAdminLogEventsFilter, '_'>> = {
  members: { join: true, leave: true, invite: true, ban: true, unban: true, kick: true, unkick: true },
  admins: { promote: true, demote: true },
  settings: { info: true, settings: true },
  messages: { edit: true, delete: true, pinned: true, send: true },
  invites: { invites: true },
  topics: { forums: true },
}

/** Null asks for everything. */
export function toRawFilter(filter: AdminFilter | null): tl.RawChannelAdminLogEventsFilter | undefined {
  return filter === null ? undefined : { _: 'channelAdminLogEventsFilter', ...FILTERS[filter] }
}
