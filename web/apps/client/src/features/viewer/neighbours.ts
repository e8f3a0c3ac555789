import type { Api, Message } from '@botschaft/protocol'
import { isViewable, type Exhibit } from './viewer.svelte'

/** As many on each side. */
const AROUND = 15

/** The photos and videos of a chat around one of them, oldest first. */
export async function neighbours(api: Pick<Api, 'searchMessages'>, message: Message): Promise<Exhibit[]> {
  const { messages } = await api.searchMessages({
    chatId: message.chatId,
    threadId: null,
    text: '',
    senderId: null,
    minDate: 0,
    maxDate: 0,
    offsetId: message.id + 1,
    addOffset: -AROUND,
    only: 'media',
  })
  const found = messages.filter((it) => isViewable(it) && it.id !== message.id)
  return [...found, message].sort((a, b) => a.id - b.id).map((it) => ({ kind: 'message', message: it }))
}
