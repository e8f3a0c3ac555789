// People who do by the protocol what a test of the web client needs to have been done by others.
import { MtcuteDevice } from '../../interop/lib/mtcute.mjs'

export class Peer {
  static async signUp(server, phone, firstName) {
    const peer = new Peer()
    peer.device = new MtcuteDevice(server, firstName)
    await peer.device.start()
    peer.id = await peer.device.signIn(phone, { firstName })
    peer.client = peer.device.client
    return peer
  }

  call(request) {
    return this.client.call(request)
  }

  // Makes somebody known by phone number, and says how to name them.
  async meet(phone, firstName) {
    const id = await this.device.meet(phone, firstName)
    return this.client.resolveUser(id)
  }

  // A basic group; resolves with its marked id.
  async createGroup(title, users) {
    const { updates } = await this.call({ _: 'messages.createChat', users, title })
    return -updates.chats[0].id
  }

  // A supergroup (or, with `broadcast`, a channel); resolves with its marked id.
  async createChannel(title, { broadcast = false, users = [] } = {}) {
    const made = await this.call({
      _: 'channels.createChannel', title, about: '', broadcast, megagroup: !broadcast,
    })
    const [{ id, accessHash }] = made.chats
    this.channel = { _: 'inputChannel', channelId: id, accessHash }
    if (users.length > 0) await this.call({ _: 'channels.inviteToChannel', channel: this.channel, users })
    return -1e12 - id
  }

  send(chatId, text, options) {
    return this.client.sendText(chatId, text, options)
  }

  stop() {
    return this.device.stop()
  }
}
