// Sending and fetching files with each library's own words for it.
//   sendFile(device, peer, { kind: 'photo' | 'document', bytes, name, caption }) -> id
//   fetchFile(device, peer, id) -> Buffer    what the message shows: a document, or a photo's largest size
//   fetchThumbnail(device, peer, id) -> Buffer   the smallest size that has to be fetched
import { createRequire } from 'node:module'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { idOf, tdlibIdOf } from './tdlib.mjs'

const require = createRequire(import.meta.url)
const library = (device) => device.constructor.name.replace('Actor', '').toLowerCase()

function onDisk(bytes, name) {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'interop-file-')), name)
  writeFileSync(file, bytes)
  return file
}

const caption = (text = '') => ({ _: 'formattedText', text, entities: [] })

const ways = {
  tdlib: {
    async send(device, peer, { kind, bytes, name, caption: text }) {
      const local = { _: 'inputFileLocal', path: onDisk(bytes, name) }
      const content = kind === 'photo'
        ? { _: 'inputMessagePhoto', photo: { _: 'inputPhoto', photo: local, width: 640, height: 480, added_sticker_file_ids: [] }, caption: caption(text) }
        : { _: 'inputMessageDocument', document: { _: 'inputDocument', document: local, disable_content_type_detection: true }, caption: caption(text) }
      const sent = await device.invoke('sendMessage', { chat_id: peer, input_message_content: content })
      return idOf((await device.device.sending(sent).promise).id)
    },
    async file(device, peer, id) {
      const { content } = await device.invoke('getMessage', { chat_id: peer, message_id: tdlibIdOf(id) })
      return content._ === 'messagePhoto' ? content.photo.sizes.at(-1).photo : content.document.document
    },
    async fetch(device, peer, id) {
      const file = await ways.tdlib.file(device, peer, id)
      const { local } = await device.invoke('downloadFile', { file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true })
      return readFileSync(local.path)
    },
    async thumbnail(device, peer, id) {
      const { content } = await device.invoke('getMessage', { chat_id: peer, message_id: tdlibIdOf(id) })
      const file = content.photo.sizes[0].photo
      const { local } = await device.invoke('downloadFile', { file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true })
      return readFileSync(local.path)
    },
  },
  mtcute: {
    async send(device, peer, { kind, bytes, name, caption: text }) {
      const sent = await device.device.client.sendMedia(peer, { type: kind, file: bytes, fileName: name, fileMime: kind === 'photo' ? 'image/png' : 'application/octet-stream', caption: text })
      return sent.id
    },
    async fetch(device, peer, id) {
      const [message] = await device.device.client.getMessages(peer, [id])
      return Buffer.from(await device.device.client.downloadAsBuffer(message.media))
    },
    async thumbnail(device, peer, id) {
      const [message] = await device.device.client.getMessages(peer, [id])
      const sizes = message.media.thumbnails.filter((size) => size.isFetchable ?? size.type !== 'i')
      return Buffer.from(await device.device.client.downloadAsBuffer(sizes[0]))
    },
  },
  gramjs: {
    async send(device, peer, { kind, bytes, name, caption: text }) {
      const { CustomFile } = require('telegram/client/uploads')
      const file = new CustomFile(name, bytes.length, '', bytes)
      const sent = await device.client.sendFile(await device.inputPeer(peer), { file, caption: text, forceDocument: kind !== 'photo' })
      return sent.id
    },
    async message(device, peer, id) {
      const [message] = await device.client.getMessages(await device.inputPeer(peer), { ids: [id] })
      return message
    },
    async fetch(device, peer, id) {
      return device.client.downloadMedia(await ways.gramjs.message(device, peer, id), {})
    },
    async thumbnail(device, peer, id) {
      return device.client.downloadMedia(await ways.gramjs.message(device, peer, id), { thumb: 1 })
    },
  },
  telethon: {
    async send(device, peer, { kind, bytes, name, caption: text }) {
      return device.sendFile(peer, { path: onDisk(bytes, name), document: kind !== 'photo', caption: text })
    },
    async fetch(device, peer, id) {
      return Buffer.from(await device.fetchFile(peer, id), 'base64')
    },
    async thumbnail(device, peer, id) {
      return Buffer.from(await device.fetchFile(peer, id, 0), 'base64')
    },
  },
}

export const sendFile = (device, peer, file) => ways[library(device)].send(device, peer, file)
export const fetchFile = (device, peer, id) => ways[library(device)].fetch(device, peer, id)
export const fetchThumbnail = (device, peer, id) => ways[library(device)].thumbnail(device, peer, id)

// A picture that no other is equal to.
export function png(width, height, seed) {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3
      rows[at] = (x + seed) & 255
      rows[at + 1] = (y * 3 + seed) & 255
      rows[at + 2] = (x * y + seed) & 255
    }
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
