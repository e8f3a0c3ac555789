import { connectWs } from '@fuman/net'
import { IntermediatePacketCodec, ObfuscatedPacketCodec, type TelegramTransport } from '@mtcute/core'

/** Obfuscated intermediate framing over one WebSocket address: the server answers there for every data centre. */
export function webSocketTransport(url: string): TelegramTransport {
  return {
    connect: () => connectWs({ url, protocols: 'binary' }),
    packetCodec: () => new ObfuscatedPacketCodec(new IntermediatePacketCodec()),
  }
}
