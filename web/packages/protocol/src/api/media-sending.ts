import type { ChatId, Message, OutgoingPart } from '../types'
import type { OutgoingReply, SendOptions } from '../api'

export interface OutgoingMedia {
  chatId: ChatId
  /** First message of the topic or thread it goes to. */
  threadId: number | null
  reply: OutgoingReply | null
  options: SendOptions
  /** One, or two to ten that become an album. The key of the first is that of the whole. */
  parts: OutgoingPart[]
}

export interface MediaEdit {
  chatId: ChatId
  /** Of the message. */
  id: number
  part: OutgoingPart
}

export interface MediaSendingApi {
  /**
   * Uploads the files and sends them, however often the connection is lost meanwhile. `uploadProgress` tells how far it
   * is. After a failure the same message may be sent again: what has arrived is not uploaded twice.
   */
  sendMedia(message: OutgoingMedia): Promise<Message[]>
  /** Shows something else in a message that was sent, and says something else to it. `uploadProgress` as above. */
  replaceMedia(edit: MediaEdit): Promise<void>
  /** The call that is under way with this key fails with CANCELLED. */
  cancelSending(key: string): Promise<void>
}
