import type { tl } from '@mtcute/core'
import type { BaseTelegramClient } from '@mtcute/core/client.js'
import { longFromFastString, parseMarkedPeerId } from '@mtcute/core/utils.js'
import type { IdbStorage } from '@mtcute/web'
import type Long from 'long'
import { channelChatId } from '../convert/chat'
import { ApiError } from '../errors'

const invalid = (name: string) => new ApiError({ name, code: 400, seconds: null })

/**
 * How to name people and channels to the server. The access hashes met are kept here and, by mtcute, in the browser's
 * database. mtcute's own cache files basic groups under their bare ids, which here may also be those of people, hence
 * it is not asked. Who is only known from a message of a channel ("min") is named by that message.
 */
export class Peers {
  private readonly hashes = new Map<number, Long>()

  constructor(
    private readonly client: BaseTelegramClient,
    private readonly storage: IdbStorage,
  ) {}

  meet(users: readonly tl.TypeUser[], chats: readonly tl.TypeChat[]): void {
    for (const user of users) {
      if (user._ === 'user' && user.accessHash && !user.min) this.hashes.set(user.id, user.accessHash)
    }
    for (const chat of chats) {
      if (chat._ === 'channel' && chat.accessHash && !chat.min)
        this.hashes.set(channelChatId(chat.id), chat.accessHash)
      else if (chat._ === 'channelForbidden') this.hashes.set(channelChatId(chat.id), chat.accessHash)
    }
  }

  private async hashOf(chatId: number): Promise<Long | null> {
    const met = this.hashes.get(chatId)
    if (met) return met
    const stored = await this.storage.peers.getById(chatId)
    if (!stored || stored.isMin || !stored.accessHash) return null
    const hash = longFromFastString(stored.accessHash)
    this.hashes.set(chatId, hash)
    return hash
  }

  async resolve(chatId: number): Promise<tl.TypeInputPeer> {
    const [kind, id] = parseMarkedPeerId(chatId)
    if (kind === 'chat') return { _: 'inputPeerChat', chatId: id }
    const accessHash = await this.hashOf(chatId)
    if (accessHash) {
      return kind === 'user'
        ? { _: 'inputPeerUser', userId: id, accessHash }
        : { _: 'inputPeerChannel', channelId: id, accessHash }
    }
    const reference = await this.client.storage.refMsgs.getForPeer(chatId)
    if (!reference) throw invalid('PEER_ID_INVALID')
    const [where, msgId] = reference
    const peer = await this.resolve(where)
    return kind === 'user'
      ? { _: 'inputPeerUserFromMessage', peer, msgId, userId: id }
      : { _: 'inputPeerChannelFromMessage', peer, msgId, channelId: id }
  }

  async user(userId: number): Promise<tl.TypeInputUser> {
    const peer = await this.resolve(userId)
    if (peer._ === 'inputPeerUser')
      return { _: 'inputUser', userId: peer.userId, accessHash: peer.accessHash }
    if (peer._ === 'inputPeerUserFromMessage') return { ...peer, _: 'inputUserFromMessage' }
    throw invalid('USER_ID_INVALID')
  }

  async channel(chatId: number): Promise<tl.TypeInputChannel> {
    const peer = await this.resolve(chatId)
    if (peer._ === 'inputPeerChannel')
      return { _: 'inputChannel', channelId: peer.channelId, accessHash: peer.accessHash }
    if (peer._ === 'inputPeerChannelFromMessage') return { ...peer, _: 'inputChannelFromMessage' }
    throw invalid('CHANNEL_INVALID')
  }
}
