// mtcute's own WebSocket connection and obfuscated codec, pointed at our /apiws (its stock transport builds
// wss:// addresses of telegram.org).
import { connectWs } from '@fuman/net'
import { IntermediatePacketCodec, ObfuscatedPacketCodec } from '@mtcute/core'

export class WebSocketToServer {
  constructor(server) {
    this.url = `ws://127.0.0.1:${server.port}/apiws`
  }

  setup(crypto, log) {
    this.crypto = crypto
    this.log = log
  }

  connect() {
    return connectWs({ url: this.url, implementation: WebSocket, protocols: ['binary'] })
  }

  packetCodec() {
    return new ObfuscatedPacketCodec(new IntermediatePacketCodec())
  }
}
