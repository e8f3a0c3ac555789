import type { ChatId, FormattedText } from './base'
import type { StoredContent } from './stickers'

/** What hides pictures and what makes files go away. */
interface Hideable {
  isSpoiler: boolean
  /** Seconds from being opened to being gone, or VIEW_ONCE; null for what stays. */
  ttl: number | null
}

interface Named {
  blob: Blob
  name: string
  /** Of its bytes, where the browser knows. */
  mime: string
}

export interface OutgoingPhoto extends Hideable {
  kind: 'photo'
  blob: Blob
  width: number
  height: number
}
export interface OutgoingVideo extends Hideable, Named {
  /** A GIF has no sound and repeats; a round video is a video message. */
  kind: 'video' | 'gif' | 'round'
  width: number
  height: number
  /** In seconds. */
  duration: number
  /** A JPEG of its first moment; null where the browser cannot show it. */
  thumb: Blob | null
}
export interface OutgoingVoice extends Named {
  kind: 'voice'
  duration: number
  /** Loudness from 0 to 31. */
  waveform: number[]
  ttl: number | null
}
export interface OutgoingMusic extends Named {
  kind: 'music'
  duration: number
}
export interface OutgoingDocument extends Named {
  kind: 'file'
}

/** A file of this device. */
export type OutgoingFile = OutgoingPhoto | OutgoingVideo | OutgoingVoice | OutgoingMusic | OutgoingDocument

/** Something to be sent that is more than text. */
export type OutgoingContent =
  | OutgoingFile
  | StoredContent
  | { kind: 'contact'; phone: string; firstName: string; lastName: string }
  | { kind: 'location'; latitude: number; longitude: number; accuracy: number | null }
  | { kind: 'dice'; emoji: string }

/** One message of an album, or the only one. */
export interface OutgoingPart extends FormattedText {
  /** 16 hexadecimal digits; sending again with the same key never makes a second message. */
  key: string
  content: OutgoingContent
}

/** How far the files of something that is being sent have come. */
export interface UploadProgress {
  done: number
  total: number
}

/** Changes the picture of oneself, or of a group or channel. */
export type PhotoOwner = { kind: 'self' } | { kind: 'chat'; chatId: ChatId }
