// Groups and channels for drivers of libraries with a call for every method of the schema: such a driver has invoke(),
// inputPeer(), inputUser() and inputChannel(), and gets the rest of the contract of actor.mjs from here.
import { Actor } from './actor.mjs'
import { bareId, channelPeer, groupPeer, isChannel, isUser, peerOf, peerOfChat } from './peers.mjs'
import { entityOfTl } from './tl_entities.mjs'
import { lowerFirst, toPlain } from './tl_values.mjs'

const kRoles = {
  chatParticipantCreator: 'creator', channelParticipantCreator: 'creator', chatParticipantAdmin: 'admin',
  channelParticipantAdmin: 'admin', chatParticipant: 'member', channelParticipant: 'member',
  channelParticipantSelf: 'member', channelParticipantLeft: 'left',
}

// Updates that `seen` has in a form of its own.
const kNewMessage = new Set(['updateNewMessage', 'updateNewChannelMessage'])
const kShort = new Set(['updateShortMessage', 'updateShortChatMessage'])
const kEdit = new Set(['updateEditMessage', 'updateEditChannelMessage'])
const kDelete = new Set(['updateDeleteMessages', 'updateDeleteChannelMessages'])
const kRead = new Map([
  ['updateReadHistoryInbox', false], ['updateReadHistoryOutbox', true],
  ['updateReadChannelInbox', false], ['updateReadChannelOutbox', true],
])
const kPinned = new Set(['updatePinnedMessages', 'updatePinnedChannelMessages'])
const kTyping = new Set(['updateUserTyping', 'updateChatUserTyping', 'updateChannelUserTyping'])

// Any random_id of a request.
export const randomId = () => BigInt(Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)) + 1n

export function messageOfTl(tl, self) {
  const m = toPlain(tl)
  const message = {
    peer: peerOf(m.peerId) ?? m.userId ?? groupPeer(m.chatId), id: m.id, out: Boolean(m.out), text: m.message ?? '',
    entities: (m.entities ?? []).map(entityOfTl), edited: Boolean(m.editDate), replyTo: m.replyTo?.replyToMsgId,
  }
  // Left out in a private chat, where it is the other person or oneself, and where a channel itself speaks.
  message.from = peerOf(m.fromId) ?? (isUser(message.peer) && m.out ? self : message.peer)
  if (m.action) message.service = lowerFirst(m.action._.replace('messageAction', ''))
  if (m.fwdFrom) message.forwarded = true
  if (m.pinned) message.pinned = true
  // Not for comparisons of messages, but for tests of what has no place in them.
  return Object.defineProperty(message, 'raw', { value: m })
}

export class TlActor extends Actor {
  // What an update of the library tells, as an entry of `seen`.
  tellUpdate(tl) {
    const update = toPlain(tl)
    if (kShort.has(update._)) return this.tellMessage('message', update)
    if (kNewMessage.has(update._)) return this.tellMessage('message', update.message)
    if (kEdit.has(update._)) return this.tellMessage('edit', update.message)
    const peer = peerOf(update.peer) ?? peerOf(update)
    if (kDelete.has(update._)) return this.tell({ kind: 'delete', peer, ids: update.messages })
    if (kRead.has(update._)) return this.tell({ kind: 'read', peer, maxId: update.maxId, outbox: kRead.get(update._) })
    if (kPinned.has(update._)) {
      return this.tell({ kind: 'pin', peer, ids: update.messages, pinned: Boolean(update.pinned) })
    }
    if (kTyping.has(update._)) return this.tell({ kind: 'typing', peer, from: peerOf(update.fromId) ?? peer })
    return this.tell(Object.defineProperty({ kind: 'raw', _: update._, peer }, 'update', { value: update }))
  }

  message(tl) {
    return messageOfTl(tl, this.id)
  }

  tellMessage(kind, tl) {
    this.tell(Object.assign(this.message(tl), { kind }))
  }

  // The chat or channel in a request, whose methods differ.
  async #at(peer, ofGroup, ofChannel) {
    if (!isChannel(peer)) return this.invoke(ofGroup[0], { chatId: bareId(peer), ...ofGroup[1] })
    return this.invoke(ofChannel[0], { channel: await this.inputChannel(peer), ...ofChannel[1] })
  }

  async createGroup(title, users) {
    const made = await this.invoke('messages.createChat', {
      title, users: await Promise.all(users.map((id) => this.inputUser(id))),
    })
    return peerOfChat((made.updates.chats ?? made.chats)[0]) // newer layers have the updates inside
  }

  createSupergroup = (title, about = '') => this.#create({ title, about, megagroup: true })
  createChannel = (title, about = '') => this.#create({ title, about, broadcast: true })
  async #create(args) {
    const { chats } = await this.invoke('channels.createChannel', args)
    return channelPeer(chats[0].id)
  }

  async invite(peer, users) {
    const inputs = await Promise.all(users.map((id) => this.inputUser(id)))
    if (isChannel(peer)) return this.#at(peer, [], ['channels.inviteToChannel', { users: inputs }])
    for (const userId of inputs) await this.#at(peer, ['messages.addChatUser', { userId, fwdLimit: 50 }])
  }

  async kick(peer, user) {
    if (!isChannel(peer)) return this.#at(peer, ['messages.deleteChatUser', { userId: await this.inputUser(user) }])
    await this.ban(peer, user)
    await this.unban(peer, user)
  }

  ban = (peer, user, { until = 0 } = {}) => this.restrict(peer, user, ['viewMessages'], { until })
  unban = (peer, user) => this.restrict(peer, user, [])
  async restrict(peer, user, taken, { until = 0 } = {}) {
    await this.invoke('channels.editBanned', {
      channel: await this.inputChannel(peer), participant: await this.inputPeer(user), bannedRights: banned(taken, until),
    })
  }

  async promote(peer, user, rights, rank = '') {
    const userId = await this.inputUser(user)
    const adminRights = { _: 'chatAdminRights', ...Object.fromEntries(rights.map((right) => [right, true])) }
    const isAdmin = rights.length > 0
    await this.#at(peer, ['messages.editChatAdmin', { userId, isAdmin }], ['channels.editAdmin', { userId, adminRights, rank }])
  }
  demote = (peer, user) => this.promote(peer, user, [])

  async setPermissions(peer, taken) {
    await this.invoke('messages.editChatDefaultBannedRights', {
      peer: await this.inputPeer(peer), bannedRights: banned(taken, 0),
    })
  }

  async createLink(peer, { request, limit, expires, title } = {}) {
    const { link } = await this.invoke('messages.exportChatInvite', {
      peer: await this.inputPeer(peer), requestNeeded: request, usageLimit: limit, expireDate: expires, title,
    })
    return link
  }

  async join(where) {
    const hash = /[+=]([\w-]+)$/.exec(where)?.[1]
    if (hash) {
      const joined = await this.invoke('messages.importChatInvite', { hash })
      return peerOfChat((joined.chats ?? joined.updates.chats)[0])
    }
    const { chats } = await this.invoke('contacts.resolveUsername', { username: where })
    const peer = peerOfChat(chats[0])
    await this.invoke('channels.joinChannel', { channel: await this.inputChannel(peer) })
    return peer
  }

  async leave(peer) {
    const userId = { _: 'inputUserSelf' }
    await this.#at(peer, ['messages.deleteChatUser', { userId }], ['channels.leaveChannel', {}])
  }

  async setUsername(peer, username) {
    await this.invoke('channels.updateUsername', { channel: await this.inputChannel(peer), username })
  }

  async rename(peer, title) {
    await this.#at(peer, ['messages.editChatTitle', { title }], ['channels.editTitle', { title }])
  }

  async describe(peer, about) {
    await this.invoke('messages.editChatAbout', { peer: await this.inputPeer(peer), about })
  }

  async info(peer) {
    const { chats, fullChat } = await this.#at(peer, ['messages.getFullChat', {}], ['channels.getFullChannel', {}])
    const chat = chats.find((each) => peerOfChat(each) === peer)
    const members = fullChat.participantsCount ?? fullChat.participants.participants?.length
    const info = { title: chat.title, about: fullChat.about, members, pinned: fullChat.pinnedMsgId, username: chat.username }
    return Object.defineProperty(info, 'raw', { value: { chat, fullChat } })
  }

  async participants(peer, { filter = 'recent' } = {}) {
    if (!isChannel(peer)) {
      const { fullChat } = await this.#at(peer, ['messages.getFullChat', {}])
      return (fullChat.participants.participants ?? []).map(participant)
    }
    const { participants } = await this.#at(peer, [], ['channels.getParticipants', {
      filter: participantsFilter(filter), offset: 0, limit: 200, hash: 0n,
    }])
    return participants.map(participant)
  }

  async pin(peer, id, { unpin, silent = false } = {}) {
    await this.invoke('messages.updatePinnedMessage', { peer: await this.inputPeer(peer), id, unpin, silent })
  }

  async forward(from, ids, to) {
    await this.invoke('messages.forwardMessages', {
      fromPeer: await this.inputPeer(from), toPeer: await this.inputPeer(to), id: ids, randomId: ids.map(randomId),
    })
  }

  async typing(peer) {
    await this.invoke('messages.setTyping', {
      peer: await this.inputPeer(peer), action: { _: 'sendMessageTypingAction' },
    })
  }
}

const banned = (taken, until) =>
  ({ _: 'chatBannedRights', ...Object.fromEntries(taken.map((right) => [right, true])), untilDate: until })

function participantsFilter(filter) {
  const _ = `channelParticipants${filter[0].toUpperCase()}${filter.slice(1)}`
  return ['kicked', 'banned', 'search', 'contacts'].includes(filter) ? { _, q: '' } : { _ }
}

function participant(one) {
  const id = one.userId ?? peerOf(one.peer)
  const role = one._ === 'channelParticipantBanned' ? (one.bannedRights.viewMessages ? 'banned' : 'restricted') : kRoles[one._]
  return { id, role, ...(one.rank && { rank: one.rank }) }
}
