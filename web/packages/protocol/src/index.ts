export type * from './api'
export type * from './api/files'
export type { OutgoingMedia } from './api/media-sending'
export type * from './events'
export type * from './types'
export { ApiError, isApiError, type ApiFailure } from './errors'
export { plainMessage } from './plain'
export { VIEW_ONCE } from './types/media'
export { connectToWorker, type Connection } from './port'
export {
  canPin,
  hasAdminRight,
  isAllowed,
  isChannelId,
  isGroupId,
  isPersonId,
  MEDIA_RIGHTS,
  writeObstacle,
  type WriteObstacle,
} from './rights'
export { customEmojiMarkup, mentionMarkup, parseMarkup, toMarkup } from './text/markup'
export { safeHref, toSegments, type Segment, type SegmentStyle } from './text/segments'
