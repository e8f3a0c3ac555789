// Peers as all drivers write them: a person is his id, a basic group -id, a supergroup or channel -1000000000000 - id.
const kChannels = -1_000_000_000_000

export const isUser = (peer) => peer > 0
export const isChannel = (peer) => peer <= kChannels
export const bareId = (peer) => (isChannel(peer) ? kChannels - peer : Math.abs(peer))
export const channelPeer = (id) => kChannels - Number(id)
export const groupPeer = (id) => -Number(id)

// Of a Peer of the schema, as a plain object or as a library's own.
export function peerOf(peer) {
  if (!peer) return undefined
  if (peer.channelId !== undefined) return channelPeer(peer.channelId)
  if (peer.chatId !== undefined) return groupPeer(peer.chatId)
  return peer.userId === undefined ? undefined : Number(peer.userId)
}

// Of a Chat of the schema, with or without its namespace.
export const peerOfChat = (chat) => (/channel/i.test(chat._) ? channelPeer(chat.id) : groupPeer(chat.id))
