import Long from 'long'
import type { Api } from '../api'
import type { Context } from './context'
import { toPage } from './messages'

type ScheduledApi = Pick<Api, 'getScheduled' | 'sendScheduledNow' | 'deleteScheduled'>

export function scheduledApi(context: Context): ScheduledApi {
  return {
    async getScheduled(chatId) {
      const peer = await context.peer(chatId)
      const raw = await context.call({ _: 'messages.getScheduledHistory', peer, hash: Long.ZERO })
      return toPage(context, raw).messages.sort((a, b) => a.date - b.date || a.id - b.id)
    },

    async sendScheduledNow(chatId, ids) {
      const peer = await context.peer(chatId)
      context.apply(await context.call({ _: 'messages.sendScheduledMessages', peer, id: ids }))
    },

    async deleteScheduled(chatId, ids) {
      const peer = await context.peer(chatId)
      context.apply(await context.call({ _: 'messages.deleteScheduledMessages', peer, id: ids }))
      context.emit({ type: 'scheduledGone', chatId, ids })
    },
  }
}
