import type { ChatId } from './base'

/** What a file can be asked for again when its reference has expired. */
export type FileSource =
  | { kind: 'message'; chatId: ChatId; messageId: number; isScheduled: boolean }
  | { kind: 'stickerSet'; id: string; accessHash: string }
  | { kind: 'stickersAtHand' }
  | { kind: 'customEmoji'; documentId: string }
  | { kind: 'savedGifs' }
  | { kind: 'userPhoto'; userId: number }
  | { kind: 'chatPhoto'; chatId: ChatId }

/** Where the bytes of a file are. Ids and hashes are decimal, references hexadecimal. */
export type FileLocation =
  | {
      kind: 'photo' | 'document'
      id: string
      accessHash: string
      reference: string
      /** Which size of a photo, or which thumbnail of a document; '' for the document itself. */
      thumb: string
    }
  | { kind: 'peerPhoto'; peerId: number; photoId: string; isBig: boolean }

/** A file on the server, as the page names it when it asks for it. */
export interface RemoteFile {
  /** The same for the same bytes, whatever message they are in. */
  key: string
  location: FileLocation
  /** In bytes; 0 when the server does not tell. */
  size: number
  mime: string
  source: FileSource | null
}

/** One size of a picture. */
export interface PictureSize {
  /** 's', 'm', 'x' and so on, as the server names it. */
  type: string
  width: number
  height: number
  file: RemoteFile
}

export interface Photo {
  id: string
  date: number
  /** From small to large; never empty. */
  sizes: PictureSize[]
  /** A few pixels as a data: address, for the time until the picture is there. */
  blur: string | null
  /** The moving version of a profile photo. */
  video: RemoteFile | null
}

/** A file as it was sent. What it is says the kind of the media it belongs to. */
export interface Document {
  id: string
  date: number
  file: RemoteFile
  /** '' when the sender's client gave none. */
  name: string
  thumb: PictureSize | null
  blur: string | null
  /** A path, in a square of 512, that stands for a sticker until it is there. */
  outline: string | null
}

export interface StickerSetName {
  id: string
  accessHash: string
}

export interface GeoPoint {
  latitude: number
  longitude: number
  /** In metres; null when not told. */
  accuracy: number | null
}

/** Media that destroys itself: seconds after it was opened, or (VIEW_ONCE) when it is closed. */
export const VIEW_ONCE = 0x7fffffff

interface Hideable {
  isSpoiler: boolean
  /** Seconds from being opened to being gone, or VIEW_ONCE; null for what stays. */
  ttl: number | null
}

export interface PhotoMedia extends Hideable {
  kind: 'photo'
  photo: Photo
}
export interface VideoMedia extends Hideable {
  /** A GIF has no sound and repeats; a round video is a video message. */
  kind: 'video' | 'gif' | 'round'
  document: Document
  /** 0 when the sender's client did not know. */
  width: number
  height: number
  /** In seconds. */
  duration: number
}
export interface VoiceMedia {
  kind: 'voice'
  document: Document
  duration: number
  /** Loudness from 0 to 31, mostly 100 values; empty when not known. */
  waveform: number[]
  ttl: number | null
}
export interface MusicMedia {
  kind: 'music'
  document: Document
  duration: number
  title: string
  performer: string
}
export interface FileMedia {
  kind: 'file'
  document: Document
}
export interface StickerMedia {
  kind: 'sticker'
  document: Document
  format: 'static' | 'animated' | 'video'
  /** What it stands for. */
  emoji: string
  width: number
  height: number
  set: StickerSetName | null
}
export interface ContactMedia {
  kind: 'contact'
  phone: string
  firstName: string
  lastName: string
  /** Null when the contact has no account here. */
  userId: number | null
}
export interface LocationMedia {
  kind: 'location'
  point: GeoPoint
  /** What is there, for a place with a name. */
  venue: { title: string; address: string } | null
  /** Seconds, from the date of the message, in which the position is kept up to date; null for a fixed one. */
  livePeriod: number | null
  heading: number | null
}
export interface DiceMedia {
  kind: 'dice'
  emoji: string
  /** 0 while it is being thrown. */
  value: number
}
/** Media that has destroyed itself. */
export interface ExpiredMedia {
  kind: 'expired'
  what: 'photo' | 'video' | 'voice' | 'round'
}

export type Media =
  | PhotoMedia
  | VideoMedia
  | VoiceMedia
  | MusicMedia
  | FileMedia
  | StickerMedia
  | ContactMedia
  | LocationMedia
  | DiceMedia
  | ExpiredMedia

/** The small picture of a person, group or channel. */
export interface PeerPhoto {
  id: string
  small: RemoteFile
  big: RemoteFile
  blur: string | null
}

/** The person's picture, one of several, as photos.getUserPhotos tells it. */
export interface PhotoPage {
  photos: Photo[]
  total: number
}

/** A document that stands for an emoji in a text. */
export interface CustomEmoji {
  sticker: StickerMedia
  /** Drawn in the colour of the text. */
  isTextColoured: boolean
}
