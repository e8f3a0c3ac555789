import { isPersonId, type Api, type Chat, type Dialog, type NotifyScope } from '@botschaft/protocol'

/** Until when each kind of chats is silent, where a chat has no settings of its own. */
export class Notices {
  scopes = $state.raw<Record<NotifyScope, number>>({ users: 0, groups: 0, channels: 0 })

  constructor(private readonly api: Api) {}

  async load(): Promise<void> {
    const [users, groups, channels] = await Promise.all([
      this.api.getNotifyScope('users'),
      this.api.getNotifyScope('groups'),
      this.api.getNotifyScope('channels'),
    ])
    this.scopes = { users, groups, channels }
  }

  set(scope: NotifyScope, mutedUntil: number): void {
    this.scopes = { ...this.scopes, [scope]: mutedUntil }
  }

  /** `chat` is undefined for people. */
  mutedUntil({ chatId, mutedUntil }: Dialog, chat: Chat | undefined): number {
    if (mutedUntil !== null) return mutedUntil
    if (isPersonId(chatId)) return this.scopes.users
    return chat?.kind === 'channel' ? this.scopes.channels : this.scopes.groups
  }
}
