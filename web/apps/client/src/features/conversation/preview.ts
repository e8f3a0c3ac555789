import type { Message } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'
import { mediaLabel } from '../media/label'
import { serviceText } from './service'

/** A message in one line. */
export function messagePreview(app: App, message: Message): string {
  if (message.service) return serviceText(app, message)
  if (message.poll) return t('message.pollPreview', { question: message.poll.question })
  if (message.media) {
    const what = mediaLabel(message.media)
    return message.text ? t('media.captioned', { what, text: message.text }) : what
  }
  if (message.text) return message.text
  return message.hasUnsupportedMedia ? t('chat.unsupportedMedia') : ''
}
