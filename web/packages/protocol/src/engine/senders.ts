import { getMarkedPeerId } from '@mtcute/core'
import type { SendersApi } from '../api/senders'
import type { Context } from './context'
import { meetAll } from './traces'

export function sendersApi(context: Context): SendersApi {
  return {
    async getSenders(chatId) {
      const raw = await context.call({ _: 'channels.getSendAs', peer: await context.peer(chatId) })
      meetAll(context, raw)
      return raw.peers.map((it) => getMarkedPeerId(it.peer))
    },

    async setSender(chatId, senderId) {
      const peer = await context.peer(chatId)
      const sendAs = await context.peer(senderId)
      await context.call({ _: 'messages.saveDefaultSendAs', peer, sendAs })
    },
  }
}
