// What admins do, in the words of each library: the counterpart of features.mjs for those who run a chat.
import { peerOf } from './clients/peers.mjs'
import { isTdlib, tdlibSender } from './features.mjs'

// What admins did, newest first: [{ id, by, what }], what: the library's name of the action.
export async function adminLog(device, peer) {
  if (isTdlib(device)) {
    const { events } = await device.invoke('getChatEventLog', {
      chat_id: peer, query: '', from_event_id: 0, limit: 100, user_ids: [],
    })
    return events.map((e) => ({ id: Number(e.id), by: e.member_id.user_id, what: e.action._ }))
  }
  const { events } = await device.invoke('channels.getAdminLog', {
    channel: await device.inputChannel(peer), q: '', maxId: 0n, minId: 0n, limit: 100,
  })
  const named = ({ action }) => action._.replace('channelAdminLogEventAction', '')
  return events.map((e) => ({ id: Number(e.id), by: e.userId, what: named(e) }))
}

export async function slowMode(device, peer, seconds) {
  if (isTdlib(device)) return device.invoke('setChatSlowModeDelay', { chat_id: peer, slow_mode_delay: seconds })
  return device.invoke('channels.toggleSlowMode', { channel: await device.inputChannel(peer), seconds })
}

// Who asks to come in: [user id]
export async function joinRequests(device, peer) {
  if (isTdlib(device)) {
    const { requests } = await device.invoke('getChatJoinRequests', { chat_id: peer, invite_link: '', query: '', limit: 100 })
    return requests.map((r) => r.user_id)
  }
  const { importers } = await device.invoke('messages.getChatInviteImporters', {
    peer: await device.inputPeer(peer), requested: true, offsetDate: 0, offsetUser: { _: 'inputUserEmpty' }, limit: 100,
  })
  return importers.map((i) => i.userId)
}

export async function decideRequest(device, peer, user, approved) {
  if (isTdlib(device)) return device.invoke('processChatJoinRequest', { chat_id: peer, user_id: user, approve: approved })
  return device.invoke('messages.hideChatJoinRequest', {
    peer: await device.inputPeer(peer), userId: await device.inputUser(user), approved,
  })
}

export async function migrate(device, group) {
  if (isTdlib(device)) return (await device.invoke('upgradeBasicGroupChatToSupergroupChat', { chat_id: group })).id
  const { chats } = await device.invoke('messages.migrateChat', { chatId: -group })
  return peerOf({ channelId: chats.find((c) => c._ === 'channel').id })
}

export async function protect(device, peer, enabled) {
  if (isTdlib(device)) {
    return device.invoke('toggleChatHasProtectedContent', { chat_id: peer, has_protected_content: enabled })
  }
  return device.invoke('messages.toggleNoForwards', { peer: await device.inputPeer(peer), enabled })
}

export async function showHistory(device, peer) {
  if (isTdlib(device)) {
    return device.invoke('toggleSupergroupIsAllHistoryAvailable', {
      supergroup_id: -1_000_000_000_000 - peer, is_all_history_available: true,
    })
  }
  return device.invoke('channels.togglePreHistoryHidden', { channel: await device.inputChannel(peer), enabled: false })
}

export async function link(device, channel, group) {
  if (isTdlib(device)) return device.invoke('setChatDiscussionGroup', { chat_id: channel, discussion_chat_id: group })
  return device.invoke('channels.setDiscussionGroup', {
    broadcast: await device.inputChannel(channel), group: await device.inputChannel(group),
  })
}

// Takes all that somebody has written out of a supergroup.
export async function deleteAllOf(device, peer, user) {
  if (isTdlib(device)) return device.invoke('deleteChatMessagesBySender', { chat_id: peer, sender_id: tdlibSender(user) })
  return device.invoke('channels.deleteParticipantHistory', {
    channel: await device.inputChannel(peer), participant: await device.inputPeer(user),
  })
}
