/** The pages of the panel of a group or channel. */
export type GroupPage =
  | 'overview'
  | 'edit'
  | 'permissions'
  | 'members'
  | 'links'
  | 'shared'
  | 'reactions'
  | 'discussion'
  | 'invites'
  | 'requests'
  | 'log'
