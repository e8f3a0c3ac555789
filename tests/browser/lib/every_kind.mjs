// One message of every kind of media, sent by a person with another client.
import * as samples from './media_samples.mjs'

// Resolves with the ids of the messages; of the album with all of its.
export async function sendEveryKind(peer, chat) {
  const { client } = peer
  const send = async (media) => (await client.sendMedia(chat, media)).id
  const ids = {}
  ids.fileBytes = Buffer.from(Array.from({ length: 2_000 }, (_, at) => `${at};${at * at}\n`).join(''))
  ids.photo = await send({ type: 'photo', file: samples.photo(1280, 960, 0), caption: 'The engine, at last' })
  const album = await client.sendMediaGroup(chat, [
    { type: 'photo', file: samples.photo(1280, 720, 1), caption: 'From the workshop' },
    { type: 'photo', file: samples.photo(720, 960, 2) },
    { type: 'photo', file: samples.photo(960, 960, 3) },
    { type: 'video', file: samples.film(2, '480x360'), fileMime: 'video/mp4', width: 480, height: 360, duration: 2 },
  ])
  ids.album = album.map((it) => it.id)
  ids.spoiler = await send({ type: 'photo', file: samples.photo(800, 600, 4), spoiler: true })
  ids.video = await send({ type: 'video', file: samples.film(), fileMime: 'video/mp4', width: 640, height: 360, duration: 12, supportsStreaming: true, caption: 'How it runs' })
  ids.gif = await send({ type: 'video', file: samples.gif(), fileMime: 'video/mp4', width: 320, height: 240, duration: 2, isAnimated: true })
  ids.round = await send({ type: 'video', file: samples.round(), fileMime: 'video/mp4', width: 240, height: 240, duration: 3, isRound: true })
  ids.voice = await send({ type: 'voice', file: samples.voice(), fileMime: 'audio/ogg', duration: 6, waveform: samples.waveform })
  ids.music = await send({ type: 'audio', file: samples.music('Notes on the Engine', 'Ada L.'), fileMime: 'audio/mpeg', fileName: 'notes.mp3', title: 'Notes on the Engine', performer: 'Ada L.', duration: 20 })
  ids.file = await send({ type: 'document', file: ids.fileBytes, fileName: 'table.csv', fileMime: 'text/csv' })
  ids.static = await send({ type: 'sticker', file: samples.webpSticker(), fileMime: 'image/webp', fileName: 'sticker.webp', alt: '🌀' })
  ids.animated = await send({ type: 'sticker', file: samples.tgsSticker(), fileMime: 'application/x-tgsticker', fileName: 'sticker.tgs', alt: '👏', isAnimated: true })
  ids.videoSticker = await send({ type: 'sticker', file: samples.webmSticker(), fileMime: 'video/webm', fileName: 'sticker.webm', alt: '🎉' })
  return ids
}
