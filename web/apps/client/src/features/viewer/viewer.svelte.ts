import type { Message, Photo } from '@botschaft/protocol'

/** What can be looked at in the viewer: a message with a picture or film, or a profile photo. */
export type Exhibit = { kind: 'message'; message: Message } | { kind: 'photo'; photo: Photo; ownerId: number }

/** What the viewer shows; the viewer itself is loaded when something is. */
export class ViewerState {
  exhibit = $state.raw<Exhibit | null>(null)
  /** What one goes to with the arrow keys, in the order it is shown in; more is fetched for messages. */
  others = $state.raw<readonly Exhibit[]>([])
  /** Media that destroys itself is looked at on its own. */
  secret = $state.raw<Message | null>(null)
  private from: Element | null = null

  open(exhibit: Exhibit, others: readonly Exhibit[] = [exhibit]): void {
    this.from = document.activeElement
    this.exhibit = exhibit
    this.others = others
  }

  openSecret(message: Message): void {
    this.from = document.activeElement
    this.secret = message
  }

  close(): void {
    this.exhibit = this.secret = null
    this.others = []
    if (this.from instanceof HTMLElement) this.from.focus({ preventScroll: true })
    this.from = null
  }
}

/** A message the viewer can show. */
export function isViewable(message: Message): boolean {
  const { media } = message
  if (!media || !('ttl' in media) || media.ttl !== null) return false
  return media.kind === 'photo' || media.kind === 'video' || media.kind === 'gif'
}

export const isSameExhibit = (a: Exhibit, b: Exhibit): boolean =>
  a.kind === 'message'
    ? b.kind === 'message' && a.message.id === b.message.id && a.message.chatId === b.message.chatId
    : b.kind === 'photo' && a.photo.id === b.photo.id
