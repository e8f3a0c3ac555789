import { isApiError } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { linkOfUrl, type Link } from '../../state/link'
import { t } from '../../state/preferences.svelte'

/** Goes where a link leads; an invitation is shown before one joins. */
export async function openLink(app: App, link: Link): Promise<void> {
  if (link.kind === 'invite') {
    app.invitedBy = link.hash
    return
  }
  await app.toasts.attempt(async () => {
    if (link.kind === 'name') {
      const chatId = await app.api.resolveUsername(link.username)
      if (chatId === null) app.toasts.show(t('groups.linkBad'))
      else app.nav.openChat(chatId, link.messageId ?? undefined)
      return
    }
    try {
      const chat = await app.api.getChat(link.chatId)
      if (chat) return app.nav.openChat(link.chatId, link.messageId)
    } catch (error) {
      if (!isApiError(error)) throw error
    }
    app.toasts.show(t('groups.linkBad'))
  })
}

/** Links of this server in texts stay in the page they were clicked in. */
export function followHere(app: App, event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  const anchor = event.target instanceof Element ? event.target.closest('a') : null
  if (!anchor?.href || anchor.hash || anchor.protocol === 'tg:') return
  const link = linkOfUrl(anchor.href, location.origin)
  if (!link) return
  event.preventDefault()
  void openLink(app, link)
}
