import { isApiError, type ChatId, type StickerSetLink } from '@botschaft/protocol'
import { linkOfUrl, type Link } from '../../state/link'
import { t } from '../../state/preferences.svelte'
import { openMessage, type Traveller } from '../conversation/open-message'

/** Invitations are not places: they are shown above whatever is open. */
type Guest = Traveller & { invitedBy: string | null; shownSet: StickerSetLink | null }

interface Place {
  threadId: number | null
  messageId: number | null
}

async function openAt(app: Traveller, chatId: ChatId, { threadId, messageId }: Place): Promise<void> {
  if (threadId !== null) app.nav.openThread(chatId, threadId, messageId ?? undefined)
  else if (messageId !== null) await openMessage(app, chatId, messageId)
  else app.nav.openChat(chatId)
}

/** Goes where a link leads; an invitation is shown before one joins. */
export async function openLink(app: Guest, link: Link): Promise<void> {
  if (link.kind === 'invite') {
    app.invitedBy = link.hash
    return
  }
  if (link.kind === 'stickers') {
    app.shownSet = { shortName: link.shortName }
    return
  }
  await app.toasts.attempt(async () => {
    if (link.kind === 'name') {
      const chatId = await app.api.resolveUsername(link.username)
      if (chatId === null) app.toasts.show(t('groups.linkBad'))
      else await openAt(app, chatId, link)
      return
    }
    try {
      const chat = await app.api.getChat(link.chatId)
      if (chat) return await openAt(app, link.chatId, link)
    } catch (error) {
      if (!isApiError(error)) throw error
    }
    app.toasts.show(t('groups.linkBad'))
  })
}

/** Links of this server in texts stay in the page they were clicked in. */
export function followHere(app: Guest, event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  const anchor = event.target instanceof Element ? event.target.closest('a') : null
  if (!anchor?.href || anchor.hash || anchor.protocol === 'tg:') return
  const link = linkOfUrl(anchor.href, location.origin)
  if (!link) return
  event.preventDefault()
  void openLink(app, link)
}
