import { isPersonId } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import type { Exhibit } from '../viewer/viewer.svelte'

/** The pictures of a person, group or channel, the present one first. */
export async function photosOf(app: App, ownerId: number): Promise<Exhibit[]> {
  const photos = isPersonId(ownerId)
    ? (await app.api.getUserPhotos(ownerId, 0)).photos
    : await app.api.getChatPhotos(ownerId)
  return photos.map((photo) => ({ kind: 'photo', photo, ownerId }))
}
