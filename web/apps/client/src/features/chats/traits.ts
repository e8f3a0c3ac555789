import { isPersonId, type Dialog } from '@botschaft/protocol'
import { clock } from '../../state/clock.svelte'
import type { Groups } from '../../state/groups.svelte'
import type { Notices } from '../../state/notices.svelte'
import type { People } from '../../state/people.svelte'
import type { Traits } from '../folders/belongs'

/** What has to be known to tell. */
interface Known {
  notices: Notices
  groups: Groups
  people: People
}

export function isMuted(known: Omit<Known, 'people'>, dialog: Dialog | undefined): boolean {
  return (
    dialog !== undefined &&
    known.notices.mutedUntil(dialog, known.groups.chats.get(dialog.chatId)) > clock.now
  )
}

/** What decides which folders a chat is in. */
export function traitsOf(known: Known, dialog: Dialog): Traits {
  const { chatId } = dialog
  if (!isPersonId(chatId)) {
    const kind = known.groups.chats.get(chatId)?.kind === 'channel' ? 'channel' : 'group'
    return { kind, isMuted: isMuted(known, dialog) }
  }
  const user = known.people.users.get(chatId)
  const kind = user?.isBot ? 'bot' : user?.isContact ? 'contact' : 'stranger'
  return { kind, isMuted: isMuted(known, dialog) }
}
