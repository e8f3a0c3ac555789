import type { Api, Chat, ChatId, ChatInfo } from '@botschaft/protocol'
import { SvelteMap } from 'svelte/reactivity'

/** Every group and channel met so far. */
export class Groups {
  readonly chats = new SvelteMap<ChatId, Chat>()
  readonly infos = new SvelteMap<ChatId, ChatInfo>()

  constructor(private readonly api: Api) {}

  meet(chats: Chat[]): void {
    for (const chat of chats) {
      const known = this.chats.get(chat.id)
      if (chat.isPartial && known && !known.isPartial) {
        const { title, username, kind, isForum, hasLink, isProtected, defaultBanned } = chat
        this.chats.set(chat.id, {
          ...known,
          title,
          username,
          kind,
          isForum,
          hasLink,
          isProtected,
          defaultBanned,
        })
      } else {
        this.chats.set(chat.id, { ...chat, memberCount: chat.memberCount ?? known?.memberCount ?? null })
      }
    }
  }

  /** What is shown of a chat that is open; answered from memory when it is known. */
  async needInfo(chatId: ChatId): Promise<void> {
    if (!this.infos.has(chatId)) await this.refreshInfo(chatId)
  }

  async refreshInfo(chatId: ChatId): Promise<void> {
    this.setInfo(await this.api.getChatInfo(chatId))
  }

  setInfo(info: ChatInfo): void {
    this.infos.set(info.chatId, info)
    const chat = this.chats.get(info.chatId)
    if (chat && info.memberCount !== null) this.chats.set(chat.id, { ...chat, memberCount: info.memberCount })
  }

  patchInfo(chatId: ChatId, change: Partial<ChatInfo>): void {
    const info = this.infos.get(chatId)
    if (info) this.infos.set(chatId, { ...info, ...change })
  }

  /** Something about it changed that was not told. */
  async refresh(chatId: ChatId): Promise<void> {
    if (this.infos.has(chatId)) await this.refreshInfo(chatId)
    else await this.api.getChat(chatId)
  }
}
