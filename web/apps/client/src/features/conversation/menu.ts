import {
  isChannelId,
  isGroupId,
  isPersonId,
  writeObstacle,
  hasAdminRight,
  type Message,
} from '@botschaft/protocol'
import type { MenuItem } from '@botschaft/ui'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'
import { formatRoute } from '../../state/route'
import type { Letter } from '../compose/letter.svelte'
import type { MessageActions } from './actions'
import { hasVoted } from './poll'

interface Circumstances {
  letter: Letter
  /** What of the message is selected. */
  quote: string | null
  mayPin: boolean
  isAdmin: boolean
  isInThread: boolean
  actions: MessageActions
  show: (kind: 'delete' | 'forward' | 'readers' | 'reactors') => void
}

export function canEdit(app: App, message: Message): boolean {
  if (message.forward || message.service || message.poll) return false
  const chat = app.groups.chats.get(message.chatId)
  if (message.isPost && chat && hasAdminRight(chat, 'editMessages')) return true
  return message.isOutgoing
}

/** An address that opens the message in this client, for who may see it. */
export function linkTo(app: App, message: Message): string {
  const chat = app.groups.chats.get(message.chatId)
  const { id: messageId, chatId } = message
  const route = chat?.username
    ? formatRoute({ place: 'name', username: chat.username, messageId })
    : formatRoute({ place: 'chat', chatId, messageId, showsProfile: false })
  return `${location.origin}/${route}`
}

async function copy(app: App, text: string): Promise<void> {
  // Only secure pages have the clipboard; elsewhere people still select and copy by hand.
  if (await app.toasts.attempt(() => navigator.clipboard.writeText(text)))
    app.toasts.show(t('message.copied'))
}

function pollItems(app: App, message: Message): MenuItem[] {
  const { poll, chatId, id } = message
  if (!poll || poll.isClosed) return []
  const entries: MenuItem[] = []
  if (hasVoted(poll) && !poll.isQuiz)
    entries.push({
      label: t('poll.retract'),
      icon: 'close',
      run: () => void app.toasts.attempt(() => app.api.vote(chatId, id, [])),
    })
  if (message.isOutgoing && !message.forward)
    entries.push({
      label: t('poll.close'),
      icon: 'lock',
      run: () => void app.toasts.attempt(() => app.api.closePoll(chatId, message)),
    })
  return entries
}

/** What can be done with a message, by who looks at it. */
export function menuItems(app: App, message: Message, on: Circumstances): MenuItem[] {
  const { chatId, id } = message
  const chat = app.groups.chats.get(chatId)
  const isProtected = message.isProtected || (chat?.isProtected ?? false)
  const canWrite = !chat || writeObstacle(chat) === null
  const isText = message.text !== '' && !message.service
  const entries: MenuItem[] = []
  if (canWrite) {
    entries.push({ label: t('message.reply'), icon: 'reply', run: () => on.letter.reply(message, null) })
    const { quote } = on
    if (quote !== null)
      entries.push({ label: t('message.quote'), icon: 'quote', run: () => on.letter.reply(message, quote) })
  }
  if (!on.isInThread && isChannelId(chatId) && !message.isPost && !message.service && !chat?.isForum)
    entries.push({
      label: t('thread.open'),
      icon: 'comments',
      run: () => on.actions.openThread(message),
    })
  if (canEdit(app, message))
    entries.push({ label: t('message.edit'), icon: 'edit', run: () => on.letter.edit(message) })
  if (isText && !isProtected)
    entries.push({ label: t('message.copy'), icon: 'copy', run: () => void copy(app, message.text) })
  if (isChannelId(chatId) && !message.service)
    entries.push({
      label: t('message.copyLink'),
      icon: 'link',
      run: () => void copy(app, linkTo(app, message)),
    })
  if (on.mayPin && !message.service)
    entries.push({
      label: t(message.isPinned ? 'message.unpin' : 'message.pin'),
      icon: message.isPinned ? 'unpin' : 'pin',
      run: () => void app.toasts.attempt(() => app.api.setPinned(chatId, id, !message.isPinned, false)),
    })
  if (!isProtected && !message.service)
    entries.push({ label: t('message.forward'), icon: 'forward', run: () => on.show('forward') })
  // The server keeps who has read what for basic groups only.
  if (message.isOutgoing && isGroupId(chatId) && !message.service)
    entries.push({ label: t('message.seenBy'), icon: 'eye', run: () => on.show('readers') })
  if (message.reactions?.canSeeList && message.reactions.counts.length > 0)
    entries.push({ label: t('message.reactions'), icon: 'heart', run: () => on.show('reactors') })
  entries.push(...pollItems(app, message))
  const canDelete = isPersonId(chatId) || isGroupId(chatId) || message.isOutgoing || on.isAdmin
  if (canDelete)
    entries.push({
      label: t('message.delete'),
      icon: 'trash',
      isDangerous: true,
      run: () => on.show('delete'),
    })
  return entries
}
