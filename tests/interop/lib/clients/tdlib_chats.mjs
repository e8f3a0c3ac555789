// Groups and channels for the driver of TDLib: the same contract by its own API, which has other names for most things.
import { bareId, isChannel } from './peers.mjs'
import { idOf, tdlibIdOf } from '../tdlib.mjs'

const kServices = {
  messageBasicGroupChatCreate: 'chatCreate', messageSupergroupChatCreate: 'channelCreate',
  messageChatChangeTitle: 'chatEditTitle', messageChatAddMembers: 'chatAddUser', messageChatDeleteMember: 'chatDeleteUser',
  messageChatJoinByLink: 'chatJoinedByLink', messageChatJoinByRequest: 'chatJoinedByRequest',
  messagePinMessage: 'pinMessage', messageChatUpgradeTo: 'chatMigrateTo', messageChatUpgradeFrom: 'channelMigrateFrom',
  messageForumTopicCreated: 'topicCreate', messageForumTopicEdited: 'topicEdit',
  messageForumTopicIsClosedToggled: 'topicEdit', messageForumTopicIsHiddenToggled: 'topicEdit',
  messageChatSetMessageAutoDeleteTime: 'setMessagesTTL', messageCustomServiceAction: 'customAction',
}
const kContents = new Set(['messageText', 'messagePoll', 'messageUnsupported', 'messageDice', 'messageContact'])
export const serviceOf = (content) => kServices[content._] ?? (kContents.has(content._) ? undefined : content._)

const kRights = {
  changeInfo: 'can_change_info', postMessages: 'can_post_messages', editMessages: 'can_edit_messages',
  deleteMessages: 'can_delete_messages', banUsers: 'can_restrict_members', inviteUsers: 'can_invite_users',
  pinMessages: 'can_pin_messages', addAdmins: 'can_promote_members', anonymous: 'is_anonymous',
  manageCall: 'can_manage_video_chats', manageTopics: 'can_manage_topics', other: 'can_manage_chat',
}
const kPermissions = {
  sendPlain: 'can_send_basic_messages', sendAudios: 'can_send_audios', sendDocs: 'can_send_documents',
  sendPhotos: 'can_send_photos', sendVideos: 'can_send_videos', sendRoundvideos: 'can_send_video_notes',
  sendVoices: 'can_send_voice_notes', sendPolls: 'can_send_polls', sendStickers: 'can_send_other_messages',
  embedLinks: 'can_add_link_previews', changeInfo: 'can_change_info', inviteUsers: 'can_invite_users',
  pinMessages: 'can_pin_messages', manageTopics: 'can_create_topics', sendReactions: 'can_react_to_messages',
}
const kRoles = {
  chatMemberStatusCreator: 'creator', chatMemberStatusAdministrator: 'admin', chatMemberStatusMember: 'member',
  chatMemberStatusRestricted: 'restricted', chatMemberStatusBanned: 'banned', chatMemberStatusLeft: 'left',
}
// The filters of the schema's channelParticipants...
const kFilters = {
  recent: 'Recent', admins: 'Administrators', bots: 'Bots', kicked: 'Banned', banned: 'Restricted', search: 'Search',
  contacts: 'Contacts',
}

// sendMessages takes what can be sent, all at once.
function permissions(taken) {
  const gone = (name) => taken.includes(name) || (taken.includes('sendMessages') && /^send|^embed/.test(name))
  return {
    _: 'chatPermissions',
    ...Object.fromEntries(Object.entries(kPermissions).map(([name, theirs]) => [theirs, !gone(name)])),
  }
}
const user = (id) => ({ _: 'messageSenderUser', user_id: id })

export const withChats = (Base) => class extends Base {
  async createGroup(title, users) {
    const made = await this.invoke('createNewBasicGroupChat', { user_ids: users, title, message_auto_delete_time: 0 })
    return made.chat_id
  }

  createSupergroup = (title, about) => this.#create({ title, description: about, is_channel: false })
  createChannel = (title, about) => this.#create({ title, description: about, is_channel: true })
  async #create(args) {
    const made = await this.invoke('createNewSupergroupChat', { is_forum: false, for_import: false, ...args })
    return made.id
  }

  async invite(peer, users) {
    if (isChannel(peer)) return this.invoke('addChatMembers', { chat_id: peer, user_ids: users })
    for (const id of users) await this.invoke('addChatMember', { chat_id: peer, user_id: id, forward_limit: 50 })
  }

  async #status(peer, id, status) {
    await this.invoke('setChatMemberStatus', { chat_id: peer, member_id: user(id), status })
  }
  kick = (peer, id) => this.#status(peer, id, { _: 'chatMemberStatusLeft' })
  ban = (peer, id, { until = 0 } = {}) => this.#status(peer, id, { _: 'chatMemberStatusBanned', banned_until_date: until })
  unban = (peer, id) => this.#status(peer, id, { _: 'chatMemberStatusLeft' })
  async restrict(peer, id, taken, { until = 0 } = {}) {
    await this.#status(peer, id, {
      _: 'chatMemberStatusRestricted', is_member: true, restricted_until_date: until, permissions: permissions(taken),
    })
  }
  async promote(peer, id, rights) {
    const given = Object.fromEntries(rights.map((right) => [kRights[right], true]))
    await this.#status(peer, id, {
      _: 'chatMemberStatusAdministrator', can_be_edited: true, rights: { _: 'chatAdministratorRights', ...given },
    })
  }
  demote = (peer, id) => this.#status(peer, id, { _: 'chatMemberStatusMember' })

  async setPermissions(peer, taken) {
    await this.invoke('setChatPermissions', { chat_id: peer, permissions: permissions(taken) })
  }

  async createLink(peer, { request = false, limit = 0, expires = 0, title = '' } = {}) {
    const made = await this.invoke('createChatInviteLink', {
      chat_id: peer, name: title, expiration_date: expires, member_limit: limit, creates_join_request: request,
    })
    return made.invite_link
  }

  async join(where) {
    const hash = /[+=]([\w-]+)$/.exec(where)?.[1]
    if (hash) {
      const joined = await this.invoke('joinChatByInviteLink', { invite_link: `tg://join?invite=${hash}` })
      if (joined._ === 'chatJoinResultRequestSent') throw new Error('INVITE_REQUEST_SENT') // as the others call it
      return joined.id ?? joined.chat_id
    }
    const { id } = await this.invoke('searchPublicChat', { username: where })
    await this.invoke('joinChat', { chat_id: id })
    return id
  }

  async leave(peer) {
    await this.invoke('leaveChat', { chat_id: peer })
  }

  async setUsername(peer, username) {
    await this.invoke('setSupergroupUsername', { supergroup_id: bareId(peer), username })
  }

  async rename(peer, title) {
    await this.invoke('setChatTitle', { chat_id: peer, title })
  }

  async describe(peer, about) {
    await this.invoke('setChatDescription', { chat_id: peer, description: about })
  }

  async info(peer) {
    const chat = await this.invoke('getChat', { chat_id: peer })
    const group = isChannel(peer)
      ? await this.invoke('getSupergroup', { supergroup_id: bareId(peer) })
      : await this.invoke('getBasicGroup', { basic_group_id: bareId(peer) })
    const full = await this.#full(peer)
    const pinned = await this.invoke('getChatPinnedMessage', { chat_id: peer }).catch(() => undefined) // none: an error
    const info = {
      title: chat.title, about: full.description, members: full.member_count ?? group.member_count,
      pinned: pinned && idOf(pinned.id), username: group.usernames?.editable_username || undefined,
    }
    return Object.defineProperty(info, 'raw', { value: { chat, group, full } })
  }

  #full(peer) {
    return isChannel(peer)
      ? this.invoke('getSupergroupFullInfo', { supergroup_id: bareId(peer) })
      : this.invoke('getBasicGroupFullInfo', { basic_group_id: bareId(peer) })
  }

  async participants(peer, { filter = 'recent' } = {}) {
    const { members } = isChannel(peer)
      ? await this.invoke('getSupergroupMembers', {
        supergroup_id: bareId(peer), filter: { _: `supergroupMembersFilter${kFilters[filter]}`, query: '' }, offset: 0, limit: 200,
      })
      : await this.#full(peer)
    return members.map(({ member_id: { user_id: id }, status }) => ({ id, role: kRoles[status._] }))
  }

  async pin(peer, id, { unpin = false, silent = false } = {}) {
    const message = { chat_id: peer, message_id: tdlibIdOf(id) }
    if (unpin) await this.invoke('unpinChatMessage', message)
    else await this.invoke('pinChatMessage', { ...message, disable_notification: silent, only_for_self: false })
  }

  async forward(from, ids, to) {
    const { messages } = await this.invoke('forwardMessages', {
      chat_id: to, from_chat_id: from, message_ids: ids.map(tdlibIdOf), send_copy: false, remove_caption: false,
    })
    await Promise.all(messages.map((message) => this.device.sending(message).promise))
  }

  async typing(peer) {
    await this.invoke('sendChatAction', { chat_id: peer, action: { _: 'chatActionTyping' } })
  }
}
