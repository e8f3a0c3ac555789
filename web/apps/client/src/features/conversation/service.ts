import type { Message } from '@botschaft/protocol'
import { isPersonId } from '@botschaft/protocol'
import type { TextKey } from '../../i18n/keys'
import type { App } from '../../state/app.svelte'
import { preferences, t } from '../../state/preferences.svelte'
import { spanText } from '../../state/spans'

function list(app: App, ids: number[]): string {
  const names = ids.map((id) => app.senderName(id))
  return new Intl.ListFormat(preferences.language, { type: 'conjunction' }).format(names)
}

/** What a service message says, in the reader's language. */
export function serviceText(app: App, message: Message): string {
  const { service } = message
  if (!service) return ''
  const isMe = message.senderId === app.me?.id
  const name = app.senderName(message.senderId)
  // German and English both say "you" with another verb: such texts have a form of their own.
  const told = (key: string, params: Record<string, string> = {}) =>
    t(`service.${key}${isMe ? '.you' : ''}` as TextKey, { name, ...params })
  switch (service.kind) {
    case 'groupCreated':
      return told('groupCreated', { title: service.title })
    case 'channelCreated':
      return t(message.isPost ? 'service.channelCreated' : 'service.supergroupCreated', {
        title: service.title,
      })
    case 'titleChanged':
      return isPersonId(message.senderId)
        ? told('titleChanged', { title: service.title })
        : t('service.titleIsNow', { title: service.title })
    case 'added':
      return told('added', { people: list(app, service.userIds) })
    case 'removed':
      return told('removed', { person: app.senderName(service.userId) })
    case 'migratedTo':
      return t('service.migratedTo')
    case 'migratedFrom':
      return t('service.migratedFrom', { title: service.title })
    case 'pinned':
      return isPersonId(message.senderId) ? told('pinned') : t('service.pinnedHere')
    case 'topicCreated':
      return told('topicCreated', { title: service.title })
    case 'topicEdited':
      if (service.title !== null) return told('topicRenamed', { title: service.title })
      if (service.isClosed !== null) return told(service.isClosed ? 'topicClosed' : 'topicOpened')
      return told(service.isHidden ? 'topicHidden' : 'topicShown')
    case 'ttl':
      return service.seconds > 0 ? told('ttlSet', { span: spanText(service.seconds) }) : told('ttlOff')
    case 'protected':
      return told(service.isProtected ? 'protected' : 'unprotected')
    case 'creatorChanged':
      return told('creatorChanged', { person: app.senderName(service.userId) })
    case 'other':
      return t('chat.unsupportedService')
    case 'historyCleared':
      return t('service.historyCleared')
    default:
      return told(service.kind)
  }
}
