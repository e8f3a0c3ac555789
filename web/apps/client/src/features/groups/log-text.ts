import type { AdminAction } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'
import { t } from '../../state/preferences.svelte'
import { spanText } from '../../state/spans'

/** What somebody did, after their name. */
export function logText(app: App, action: AdminAction): string {
  switch (action.kind) {
    case 'title':
      return t('log.title', { value: action.value })
    case 'about':
    case 'username':
      return t(action.value ? `log.${action.kind}` : `log.${action.kind}Gone`, { value: action.value })
    case 'joinByInvite':
    case 'inviteEdit':
    case 'inviteRevoke':
    case 'inviteDelete':
      return t(`log.${action.kind}`, { link: action.link.replace(/^https?:\/\//, '') })
    case 'joinByRequest':
      return t('log.joinByRequest', { name: app.senderName(action.approvedBy) })
    case 'invite':
    case 'promote':
    case 'demote':
    case 'restrict':
    case 'remove':
    case 'release':
      return t(`log.${action.kind}`, { name: app.senderName(action.member.userId) })
    case 'edit':
    case 'delete':
    case 'pin':
    case 'unpin':
    case 'send':
      return t(`log.${action.kind}`, { text: action.text })
    case 'switch':
      return t(action.isOn ? 'log.on' : 'log.off', { what: t(`log.switch.${action.of}`) })
    case 'slowMode':
    case 'historyTtl':
      return action.seconds > 0
        ? t(`log.${action.kind}`, { span: spanText(action.seconds) })
        : t(`log.${action.kind}Off`)
    case 'topicCreate':
    case 'topicEdit':
    case 'topicDelete':
    case 'topicPin':
      return t(`log.${action.kind}`, { title: action.title })
    default:
      return t(`log.${action.kind}`)
  }
}
