import { isPersonId, type Chat, type ChatId, type ChatInfo } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'

/** Who is writing, in words; null when nobody is. Of one topic or thread only, when it is named. */
export function typingText(app: App, chatId: ChatId, threadId?: number): string | null {
  const writers = app.typing.inChat(chatId, threadId)
  const [first, second] = writers
  if (first === undefined) return null
  if (isPersonId(chatId)) return t('presence.typing')
  const name = app.senderName(first)
  if (second === undefined) return t('presence.typing.one', { name })
  return writers.length === 2
    ? t('presence.typing.two', { name, other: app.senderName(second) })
    : t('presence.typing.many', { name, others: writers.length - 1 })
}

/** How many are in a group or channel, and how many of them are here. */
export function chatStatus(chat: Chat, info: ChatInfo | undefined): string {
  const count = info?.memberCount ?? chat.memberCount
  if (count === null) return ''
  const members = t(chat.kind === 'channel' ? 'chat.subscribers' : 'chat.members', { count })
  const online = info?.onlineCount ?? 0
  return online > 1 ? `${members}, ${t('chat.onlineCount', { count: online })}` : members
}
