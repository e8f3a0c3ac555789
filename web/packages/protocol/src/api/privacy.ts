import type { ChatId, NotifyException, NotifyScope, PrivacyKey, PrivacyRule } from '../types'

export interface PrivacyApi {
  getPrivacy(key: PrivacyKey): Promise<PrivacyRule>
  setPrivacy(key: PrivacyKey, rule: PrivacyRule): Promise<PrivacyRule>

  getNotifyScope(scope: NotifyScope): Promise<number>
  setNotifyScope(scope: NotifyScope, mutedUntil: number): Promise<void>
  getNotifyExceptions(): Promise<NotifyException[]>
  /** The chat follows the settings of all chats of its kind again. */
  forgetMute(chatId: ChatId): Promise<void>
}
