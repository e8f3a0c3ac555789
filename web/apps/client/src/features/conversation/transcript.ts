import type { Message } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { shortDate, timeOfDay } from '../../state/format'
import { preferences } from '../../state/preferences.svelte'

/** Messages as text to be put elsewhere: one alone as it is, several with who wrote them and when. */
export function transcript(app: App, messages: readonly Message[]): string {
  const written = messages.filter((it) => it.text)
  if (written.length === 1) return written[0]?.text ?? ''
  const now = Date.now() / 1000
  return written
    .map(({ senderId, date, text }) => {
      const { locale } = preferences
      return `${app.senderName(senderId)}, ${shortDate(date, now, locale)}, ${timeOfDay(date, locale)}:\n${text}`
    })
    .join('\n\n')
}
