import { isPersonId, type Dialog } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { clock } from '../../state/clock.svelte'
import type { Traits } from '../folders/belongs'

export function isMuted(app: App, dialog: Dialog | undefined): boolean {
  return (
    dialog !== undefined && app.notices.mutedUntil(dialog, app.groups.chats.get(dialog.chatId)) > clock.now
  )
}

/** What decides which folders a chat is in. */
export function traitsOf(app: App, dialog: Dialog): Traits {
  const { chatId } = dialog
  if (!isPersonId(chatId)) {
    const kind = app.groups.chats.get(chatId)?.kind === 'channel' ? 'channel' : 'group'
    return { kind, isMuted: isMuted(app, dialog) }
  }
  const user = app.people.users.get(chatId)
  const kind = user?.isBot ? 'bot' : user?.isContact ? 'contact' : 'stranger'
  return { kind, isMuted: isMuted(app, dialog) }
}
