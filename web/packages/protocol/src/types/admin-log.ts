import type { Member } from './manage'

/** What an admin, or somebody who joined or left, did; as far as the list of it tells things apart. */
export type AdminAction =
  | { kind: 'title'; value: string }
  | { kind: 'about'; value: string }
  | { kind: 'username'; value: string }
  | { kind: 'join' | 'leave' }
  | { kind: 'joinByInvite'; link: string }
  | { kind: 'joinByRequest'; approvedBy: number }
  | { kind: 'invite' | 'promote' | 'demote' | 'restrict' | 'remove' | 'release'; member: Member }
  | { kind: 'edit' | 'delete' | 'pin' | 'unpin' | 'send' | 'stopPoll'; text: string }
  | { kind: 'switch'; of: AdminSwitch; isOn: boolean }
  | { kind: 'slowMode' | 'historyTtl'; seconds: number }
  | { kind: 'permissions' | 'reactions' | 'linkedChat' | 'other' }
  | { kind: 'inviteEdit' | 'inviteRevoke' | 'inviteDelete'; link: string }
  | { kind: 'topicCreate' | 'topicEdit' | 'topicDelete' | 'topicPin'; title: string }

export type AdminSwitch = 'signatures' | 'hiddenHistory' | 'protected' | 'forum' | 'invites'

export interface AdminEvent {
  /** A 64-bit number in decimal. */
  id: string
  date: number
  userId: number
  action: AdminAction
}

/** Kinds of events that can be asked for alone. */
export type AdminFilter = 'members' | 'admins' | 'settings' | 'messages' | 'invites' | 'topics'
