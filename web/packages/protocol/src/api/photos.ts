import type { ChatId, Photo, PhotoOwner, PhotoPage } from '../types'

export interface PhotosApi {
  /** A square picture, in place of the present one; the older ones are kept. */
  setPhoto(owner: PhotoOwner, photo: Blob): Promise<void>
  removePhoto(owner: PhotoOwner): Promise<void>
  /** Makes one of one's own older pictures the present one again. */
  reusePhoto(photo: Photo): Promise<void>
  /** Takes one of one's own pictures away for good; the one before it takes its place. */
  deletePhoto(photo: Photo): Promise<void>
  /** Profile photos, newest first. */
  getUserPhotos(userId: number, offset: number): Promise<PhotoPage>
  /** The picture of a group or channel, and those it had before, newest first. */
  getChatPhotos(chatId: ChatId): Promise<Photo[]>
}
