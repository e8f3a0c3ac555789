import { isChannelId, type Api, type ChatId } from '@botschaft/protocol'
import type { Groups } from '../../state/groups.svelte'
import type { Navigation } from '../../state/navigation.svelte'
import type { Toasts } from '../../state/toasts.svelte'
import { topicOf } from './forums.svelte'

/** What it takes to go somewhere. */
export interface Traveller {
  api: Api
  groups: Groups
  nav: Navigation
  toasts: Toasts
}

/** Shows a message where it is: in its chat, or in its topic of a forum. */
export async function openMessage(app: Traveller, chatId: ChatId, messageId: number): Promise<void> {
  if (!isChannelId(chatId) || !app.groups.chats.get(chatId)?.isForum)
    return app.nav.openChat(chatId, messageId)
  await app.toasts.attempt(async () => {
    const { messages } = await app.api.getMessages(chatId, [messageId])
    const [message] = messages
    if (!message) return app.nav.openChat(chatId)
    const isBeginning = message.service?.kind === 'topicCreated'
    app.nav.openThread(chatId, isBeginning ? message.id : topicOf(message), messageId)
  })
}
