import type { ExpiredMedia, Media } from '@botschaft/protocol'
import { t } from '../../state/preferences.svelte'

const EXPIRED = {
  photo: 'media.expiredPhoto',
  video: 'media.expiredVideo',
  voice: 'media.expiredVoice',
  round: 'media.expiredRound',
} as const

export const expiredText = ({ what }: ExpiredMedia) => t(EXPIRED[what])

/** What is attached, in a few words. */
export function mediaLabel(media: Media): string {
  switch (media.kind) {
    case 'file':
      return media.document.name || t('media.file')
    case 'music':
      return (
        [media.performer, media.title].filter(Boolean).join(' – ') || media.document.name || t('media.music')
      )
    case 'sticker':
      return t('media.sticker', { emoji: media.emoji }).trim()
    case 'contact':
      return t('media.contact', { name: `${media.firstName} ${media.lastName}`.trim() })
    case 'location':
      return media.venue?.title || t(media.livePeriod === null ? 'media.location' : 'media.liveLocation')
    case 'dice':
      return media.emoji
    case 'expired':
      return expiredText(media)
    default:
      return t(`media.${media.kind}`)
  }
}
