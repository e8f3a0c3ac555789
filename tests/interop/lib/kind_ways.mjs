// Each library's own words for media of every kind (kinds.mjs).
//   sendKind(device, peer, sample) -> id
//   sendAlbum(device, peer, samples) -> ids
//   seeMedia(device, peer, id) -> seen    the message as the library has it, now or soon
//   seen.facts, seen.sizes                as in kinds.mjs
//   seen.fetch(type) -> Buffer            what is sent, or its picture of that type; by the reference that was seen
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { factsOfTdlib, factsOfTl, fileOfTdlib, kWaveform, packed, sizesOfTdlib, sizesOfTl } from './kinds.mjs'
import { eventually } from './server.mjs'
import { idOf, tdlibIdOf } from './tdlib.mjs'

const require = createRequire(import.meta.url)

// --- TDLib ---

const caption = { _: 'formattedText', text: '', entities: [] }
function contentFor({ kind, path, duration, width, height, title, performer, emoji }) {
  const local = { _: 'inputFileLocal', path }
  switch (kind) {
    case 'photo':
      return { _: 'inputMessagePhoto', photo: { _: 'inputPhoto', photo: local, width, height, added_sticker_file_ids: [] }, caption }
    case 'video':
      return { _: 'inputMessageVideo', video: { _: 'inputVideo', video: local, duration, width, height, supports_streaming: true, added_sticker_file_ids: [] }, caption }
    case 'gif':
      return { _: 'inputMessageAnimation', animation: { _: 'inputAnimation', animation: local, duration, width, height, added_sticker_file_ids: [] }, caption }
    case 'voice': {
      const waveform = packed(kWaveform).toString('base64')
      return { _: 'inputMessageVoiceNote', voice_note: local, duration, waveform, caption }
    }
    case 'round':
      return { _: 'inputMessageVideoNote', video_note: local, duration, length: width }
    case 'music':
      return { _: 'inputMessageAudio', audio: { _: 'inputAudio', audio: local, duration, title, performer }, caption }
    case 'sticker':
      return { _: 'inputMessageSticker', sticker: local, width, height, emoji }
    default:
      return { _: 'inputMessageDocument', document: { _: 'inputDocument', document: local, disable_content_type_detection: true }, caption }
  }
}

const tdlib = {
  async send(device, peer, sample) {
    const sent = await device.invoke('sendMessage', { chat_id: peer, input_message_content: contentFor(sample) })
    return idOf((await device.device.sending(sent).promise).id)
  },
  async album(device, peer, samples) {
    const { messages } = await device.invoke('sendMessageAlbum', { chat_id: peer, input_message_contents: samples.map(contentFor) })
    const sent = await Promise.all(messages.map((message) => device.device.sending(message).promise))
    return sent.map(({ id }) => idOf(id))
  },
  async see(device, peer, id) {
    const message = await device.invoke('getMessage', { chat_id: peer, message_id: tdlibIdOf(id) })
    const { content } = message
    const sizes = sizesOfTdlib(content)
    return {
      facts: factsOfTdlib(content), sizes, album: message.media_album_id, listened: content.is_listened,
      async fetch(type) {
        const file = type ? sizes.find((size) => size.type === type).file : fileOfTdlib(content)
        await device.invoke('deleteFile', { file_id: file.id }) // or it would show what it has fetched before
        const { local } = await device.invoke('downloadFile', { file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true })
        return readFileSync(local.path)
      },
    }
  },
}

// --- mtcute ---

function inputFor({ kind, bytes, file, mime, duration, width, height, title, performer, emoji }) {
  const input = { file: bytes, fileName: file, fileMime: mime }
  switch (kind) {
    case 'photo':
      return { type: 'photo', ...input }
    case 'video':
      return { type: 'video', ...input, duration, width, height, supportsStreaming: true }
    case 'gif':
      return { type: 'video', ...input, duration, width, height, isAnimated: true }
    case 'round':
      return { type: 'video', ...input, duration, width, height, isRound: true }
    case 'voice':
      return { type: 'voice', ...input, duration, waveform: kWaveform }
    case 'music':
      return { type: 'audio', ...input, duration, title, performer }
    case 'sticker':
      return { type: 'sticker', ...input, isAnimated: mime === 'application/x-tgsticker', alt: emoji }
    default:
      return { type: 'document', ...input }
  }
}

const mtcute = {
  send: async (device, peer, sample) => (await device.device.client.sendMedia(peer, inputFor(sample))).id,
  async album(device, peer, samples) {
    const sent = await device.device.client.sendMediaGroup(peer, samples.map(inputFor))
    return sent.map(({ id }) => id)
  },
  async see(device, peer, id) {
    const { client } = device.device
    const [message] = await client.getMessages(peer, [id])
    const fetch = async (type) =>
      Buffer.from(await client.downloadAsBuffer(type ? message.media.getThumbnail(type) : message.media))
    return seenTl(device, message.raw, fetch)
  },
}

// --- GramJS and Telethon: what a file is to be is said by attributes ---

function attributesFor({ kind, duration, width: w, height: h, emoji }) {
  const video = { _: 'documentAttributeVideo', duration, w, h }
  switch (kind) {
    case 'video':
      return [{ ...video, supportsStreaming: true }]
    case 'gif':
      return [video, { _: 'documentAttributeAnimated' }]
    case 'round':
      return [{ ...video, roundMessage: true }]
    case 'voice':
      return [{ _: 'documentAttributeAudio', voice: true, duration }]
    case 'sticker':
      return [{ _: 'documentAttributeSticker', alt: emoji, stickerset: { _: 'inputStickerSetEmpty' } }]
    default:
      return []
  }
}

const gramjs = {
  file({ file, bytes }) {
    const { CustomFile } = require('telegram/client/uploads')
    return new CustomFile(file, bytes.length, '', bytes)
  },
  async send(device, peer, sample) {
    const sent = await device.client.sendFile(await device.inputPeer(peer), {
      file: gramjs.file(sample), attributes: device.values(attributesFor(sample)), forceDocument: sample.kind === 'document',
    })
    return sent.id
  },
  async album(device, peer, samples) {
    const sent = await device.client.sendFile(await device.inputPeer(peer), {
      file: samples.map(gramjs.file), attributes: samples.map((sample) => device.values(attributesFor(sample))),
    })
    return sent.map(({ id }) => id)
  },
  async see(device, peer, id) {
    const [message] = await device.client.getMessages(await device.inputPeer(peer), { ids: [id] })
    return seenTl(device, message, (type) => device.client.downloadMedia(message, { thumb: type }))
  },
}

const telethon = {
  send: (device, peer, sample) => device.sendFile(peer, {
    path: sample.path, document: sample.kind === 'document', attributes: attributesFor(sample),
  }),
  album: (device, peer, samples) => device.sendFile(peer, { path: samples.map(({ path }) => path) }),
  async see(device, peer, id) {
    const message = await device.keepMessage(peer, id)
    return seenTl(device, message, async (type) => Buffer.from(await device.fetchKept(peer, id, type), 'base64'))
  },
}

function seenTl(device, message, fetch) {
  const { raw } = device.message(message)
  return {
    facts: factsOfTl(raw.media), sizes: sizesOfTl(raw.media), album: raw.groupedId && String(raw.groupedId),
    listened: !raw.mediaUnread, fetch,
  }
}

const ways = { tdlib, mtcute, gramjs, telethon }
export const sendKind = (device, peer, sample) => ways[device.library].send(device, peer, sample)
export const sendAlbum = (device, peer, samples) => ways[device.library].album(device, peer, samples)
export const seeMedia = (device, peer, id) =>
  eventually(`message ${id} at ${device.name}`, () => ways[device.library].see(device, peer, id), { everyMs: 200, timeoutMs: 60_000 })
