import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { PrivacyApi } from '../api/privacy'
import { channelChatId, groupChatId } from '../convert/chat'
import type { ChatId, NotifyScope, PrivacyKey, PrivacyRule } from '../types'
import type { Context } from './context'

const KEYS: Record<PrivacyKey, tl.TypeInputPrivacyKey['_']> = {
  statusTimestamp: 'inputPrivacyKeyStatusTimestamp',
  phoneNumber: 'inputPrivacyKeyPhoneNumber',
  addedByPhone: 'inputPrivacyKeyAddedByPhone',
  profilePhoto: 'inputPrivacyKeyProfilePhoto',
  about: 'inputPrivacyKeyAbout',
  birthday: 'inputPrivacyKeyBirthday',
  forwards: 'inputPrivacyKeyForwards',
  chatInvite: 'inputPrivacyKeyChatInvite',
  phoneCall: 'inputPrivacyKeyPhoneCall',
  phoneP2P: 'inputPrivacyKeyPhoneP2P',
  voiceMessages: 'inputPrivacyKeyVoiceMessages',
}
const SCOPES: Record<NotifyScope, tl.TypeInputNotifyPeer> = {
  users: { _: 'inputNotifyUsers' },
  groups: { _: 'inputNotifyChats' },
  channels: { _: 'inputNotifyBroadcasts' },
}

// The rules name basic groups and supergroups alike by a bare id; the chats that come with them tell which is which.
function toPrivacyRule(rules: tl.TypePrivacyRule[], chats: tl.TypeChat[]): PrivacyRule {
  const rule: PrivacyRule = { base: 'nobody', allow: [], deny: [] }
  const channels = new Set(
    chats.filter((it) => it._ === 'channel' || it._ === 'channelForbidden').map((it) => it.id),
  )
  const marked = (ids: number[]) => ids.map((id) => (channels.has(id) ? channelChatId(id) : groupChatId(id)))
  for (const it of rules) {
    if (it._ === 'privacyValueAllowAll') rule.base = 'everybody'
    else if (it._ === 'privacyValueAllowContacts') rule.base = 'contacts'
    else if (it._ === 'privacyValueAllowUsers') rule.allow.push(...it.users)
    else if (it._ === 'privacyValueDisallowUsers') rule.deny.push(...it.users)
    else if (it._ === 'privacyValueAllowChatParticipants') rule.allow.push(...marked(it.chats))
    else if (it._ === 'privacyValueDisallowChatParticipants') rule.deny.push(...marked(it.chats))
  }
  return rule
}

const BASES: Record<PrivacyRule['base'], tl.TypeInputPrivacyRule> = {
  everybody: { _: 'inputPrivacyValueAllowAll' },
  contacts: { _: 'inputPrivacyValueAllowContacts' },
  nobody: { _: 'inputPrivacyValueDisallowAll' },
}

async function toRawRules(context: Context, rule: PrivacyRule): Promise<tl.TypeInputPrivacyRule[]> {
  const people = (ids: ChatId[]) => Promise.all(ids.filter((id) => id > 0).map((id) => context.user(id)))
  const groups = async (ids: ChatId[]) => {
    const peers = await Promise.all(ids.filter((id) => id < 0).map((id) => context.peer(id)))
    return peers.flatMap((it) =>
      it._ === 'inputPeerChat' ? it.chatId : it._ === 'inputPeerChannel' ? it.channelId : [],
    )
  }
  const rules: tl.TypeInputPrivacyRule[] = []
  const [allowed, denied] = [await people(rule.allow), await people(rule.deny)]
  const [inAllowed, inDenied] = [await groups(rule.allow), await groups(rule.deny)]
  if (allowed.length > 0) rules.push({ _: 'inputPrivacyValueAllowUsers', users: allowed })
  if (inAllowed.length > 0) rules.push({ _: 'inputPrivacyValueAllowChatParticipants', chats: inAllowed })
  if (denied.length > 0) rules.push({ _: 'inputPrivacyValueDisallowUsers', users: denied })
  if (inDenied.length > 0) rules.push({ _: 'inputPrivacyValueDisallowChatParticipants', chats: inDenied })
  return [...rules, BASES[rule.base]]
}

export function privacyApi(context: Context): PrivacyApi {
  const taken = (result: tl.account.TypePrivacyRules) => {
    context.meet(result.users)
    context.meetChats(result.chats)
    return toPrivacyRule(result.rules, result.chats)
  }
  const key = (name: PrivacyKey) => ({ _: KEYS[name] }) as tl.TypeInputPrivacyKey
  return {
    async getPrivacy(name) {
      return taken(await context.call({ _: 'account.getPrivacy', key: key(name) }))
    },

    async setPrivacy(name, rule) {
      const rules = await toRawRules(context, rule)
      return taken(await context.call({ _: 'account.setPrivacy', key: key(name), rules }))
    },

    async getNotifyScope(scope) {
      const result = await context.call({ _: 'account.getNotifySettings', peer: SCOPES[scope] })
      return result.muteUntil ?? 0
    },

    async setNotifyScope(scope, mutedUntil) {
      const peer = SCOPES[scope]
      await context.call({
        _: 'account.updateNotifySettings',
        peer,
        settings: { _: 'inputPeerNotifySettings', muteUntil: mutedUntil },
      })
      context.emit({ type: 'notifyScope', scope, mutedUntil })
    },

    async getNotifyExceptions() {
      const updates = await context.call({ _: 'account.getNotifyExceptions' })
      if (!('updates' in updates)) return []
      context.meet(updates.users)
      context.meetChats(updates.chats)
      return updates.updates.flatMap((it) =>
        it._ === 'updateNotifySettings' && it.peer._ === 'notifyPeer'
          ? { chatId: getMarkedPeerId(it.peer.peer), mutedUntil: it.notifySettings.muteUntil ?? 0 }
          : [],
      )
    },

    async forgetMute(chatId) {
      const peer: tl.TypeInputNotifyPeer = { _: 'inputNotifyPeer', peer: await context.peer(chatId) }
      await context.call({
        _: 'account.updateNotifySettings',
        peer,
        settings: { _: 'inputPeerNotifySettings' },
      })
      context.emit({ type: 'muted', chatId, until: null })
    },
  }
}
