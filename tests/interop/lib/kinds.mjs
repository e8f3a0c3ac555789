// Media of every kind: samples of them, and what a message with one says of it, the same for every library.
//   const samples = Samples.make()           made on the spot by a program of the build
//   samples.kinds                            [{ kind, path, name, bytes, facts ...  }]
//   samples.gif()                            the same of a GIF, without facts
//   samples.sides(bytes) -> [width, height]  of a picture, after reading it to its last pixel
//   factsOfTl(media), factsOfTdlib(content) -> facts
//   sizesOfTl(media), sizesOfTdlib(content) -> [{ type, width, height }]     pictures that can be fetched
// facts  { kind, size, mime, duration, width, height, streaming, waveform, title, performer, name, emoji }   those that
//        the kind has; durations in whole seconds, a waveform as hex
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const program = path.join(path.dirname(process.env.BOTSCHAFT_BIN ?? ''), 'botschaft_samples')

const kEmoji = '👍'
export const kWaveform = Array.from({ length: 100 }, (_, i) => i % 32)

// Five bits each, the lowest first (core.telegram.org/constructor/documentAttributeAudio).
export function packed(waveform) {
  const bits = waveform.flatMap((value) => [0, 1, 2, 3, 4].map((bit) => (value >> bit) & 1))
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
  bits.forEach((bit, at) => { bytes[at >> 3] |= bit << (at & 7) })
  return bytes
}

const kKinds = [
  { kind: 'photo', file: 'photo.jpg', mime: 'image/jpeg', width: 1280, height: 853 },
  { kind: 'video', file: 'film.mp4', mime: 'video/mp4', duration: 3, width: 640, height: 360, streaming: true },
  { kind: 'gif', file: 'silent.mp4', mime: 'video/mp4', duration: 2, width: 320, height: 240 },
  { kind: 'voice', file: 'voice.ogg', mime: 'audio/ogg', duration: 3 },
  { kind: 'round', file: 'round.mp4', mime: 'video/mp4', duration: 2, width: 240, height: 240 },
  { kind: 'music', file: 'song.mp3', mime: 'audio/mpeg', duration: 4, title: 'Lied', performer: 'Anna' },
  { kind: 'document', file: 'zahlen.bin', mime: 'application/octet-stream', name: 'zahlen.bin' },
  { kind: 'sticker', file: 'still.webp', mime: 'image/webp', width: 512, height: 512, emoji: kEmoji },
  { kind: 'sticker', file: 'animated.tgs', mime: 'application/x-tgsticker', width: 512, height: 512, emoji: kEmoji },
  { kind: 'sticker', file: 'video.webm', mime: 'video/webm', width: 512, height: 512, emoji: kEmoji },
]
// The kinds that have a picture beside their bytes.
export const hasPicture = ({ kind }) => !['voice', 'document'].includes(kind)

export class Samples {
  #sides = new Map()

  static make() {
    const samples = new Samples()
    samples.directory = mkdtempSync(path.join(os.tmpdir(), 'samples-'))
    execFileSync(program, [samples.directory])
    writeFileSync(path.join(samples.directory, 'zahlen.bin'), randomBytes(300_001))
    samples.kinds = kKinds.map(({ file, ...facts }) => {
      const where = path.join(samples.directory, file)
      const bytes = readFileSync(where)
      if (facts.kind !== 'photo') facts.size = bytes.length
      return { ...facts, path: where, file, bytes, facts: saidOf(facts) }
    })
    return samples
  }

  // One that moves, which the server makes a film of.
  gif() {
    const where = path.join(this.directory, 'moving.gif')
    const shape = { kind: 'gif', file: 'moving.gif', mime: 'image/gif', width: 160, height: 120, duration: 1 }
    return { ...shape, path: where, bytes: readFileSync(where) }
  }

  // Throws if it cannot be decoded.
  sides(bytes) {
    const key = createHash('sha256').update(bytes).digest('hex')
    if (!this.#sides.has(key)) {
      const file = path.join(this.directory, key)
      writeFileSync(file, bytes)
      const [width, height] = execFileSync(program, ['--sides', file], { encoding: 'utf8' }).split(' ').map(Number)
      this.#sides.set(key, [width, height])
    }
    return this.#sides.get(key)
  }

  remove() {
    rmSync(this.directory, { recursive: true, force: true })
  }
}

// What is said of one kind, in the order and with the fields of all libraries.
const kFields = {
  photo: ['mime', 'width', 'height'],
  video: ['size', 'mime', 'duration', 'width', 'height', 'streaming'],
  gif: ['size', 'mime', 'duration', 'width', 'height'],
  voice: ['size', 'mime', 'duration', 'waveform'],
  round: ['size', 'duration', 'width', 'height'],
  music: ['size', 'mime', 'duration', 'title', 'performer'],
  document: ['size', 'mime', 'name'],
  sticker: ['size', 'mime', 'width', 'height', 'emoji'],
}
export function saidOf({ kind, ...all }) {
  return { kind, ...Object.fromEntries(kFields[kind].filter((field) => all[field] !== undefined).map((field) => [field, all[field]])) }
}

export function factsOfTl(media) {
  if (media.photo) {
    const largest = media.photo.sizes.filter((size) => size._ === 'photoSize').at(-1)
    return saidOf({ kind: 'photo', mime: 'image/jpeg', width: largest.w, height: largest.h })
  }
  const { attributes, mimeType: mime, size } = media.document
  const of = (name) => attributes.find(({ _ }) => _ === `documentAttribute${name}`)
  const [video, audio, sticker, image] = ['Video', 'Audio', 'Sticker', 'ImageSize'].map(of)
  return saidOf({
    kind: kindOf({ video, audio, sticker, animated: of('Animated') }),
    mime, size: Number(size), duration: Math.round(video?.duration ?? audio?.duration ?? 0),
    width: (video ?? image)?.w, height: (video ?? image)?.h, streaming: Boolean(video?.supportsStreaming),
    waveform: audio?.waveform?.toString('hex'), title: audio?.title, performer: audio?.performer,
    name: of('Filename')?.fileName, emoji: sticker?.alt,
  })
}

function kindOf({ video, audio, sticker, animated }) {
  if (sticker) return 'sticker'
  if (video) return video.roundMessage ? 'round' : animated ? 'gif' : 'video'
  if (audio) return audio.voice ? 'voice' : 'music'
  return 'document'
}

const kTdlib = {
  messagePhoto: 'photo', messageVideo: 'video', messageAnimation: 'gif', messageVoiceNote: 'voice',
  messageVideoNote: 'round', messageAudio: 'music', messageDocument: 'document', messageSticker: 'sticker',
}
const kFormats = {
  stickerFormatWebp: 'image/webp', stickerFormatTgs: 'application/x-tgsticker', stickerFormatWebm: 'video/webm',
}
const partOf = (content) =>
  content.photo ?? content.video ?? content.animation ?? content.voice_note ?? content.video_note ?? content.audio ??
  content.document ?? content.sticker
export const fileOfTdlib = (content) => {
  const part = partOf(content)
  return part.sizes?.at(-1).photo ?? part.video ?? part.animation ?? part.voice ?? part.audio ?? part.document ?? part.sticker
}

export function factsOfTdlib(content) {
  const kind = kTdlib[content._]
  const part = partOf(content)
  const shown = part.sizes?.at(-1) ?? part
  return saidOf({
    kind, mime: kind === 'photo' ? 'image/jpeg' : part.mime_type ?? kFormats[part.format?._],
    size: fileOfTdlib(content).size, duration: part.duration, width: shown.width ?? part.length,
    height: shown.height ?? part.length, streaming: part.supports_streaming,
    waveform: part.waveform && Buffer.from(part.waveform, 'base64').toString('hex'), title: part.title,
    performer: part.performer, name: part.file_name, emoji: part.emoji,
  })
}

export const sizesOfTl = ({ photo, document }) => (photo?.sizes ?? document?.thumbs ?? [])
  .filter((size) => size._ === 'photoSize').map(({ type, w, h }) => ({ type, width: w, height: h }))

export function sizesOfTdlib(content) {
  const part = partOf(content)
  if (part.sizes) return part.sizes.map(({ type, width, height, photo }) => ({ type, width, height, file: photo }))
  const thumbnail = part.thumbnail ?? part.album_cover_thumbnail
  return thumbnail ? [{ type: 'm', width: thumbnail.width, height: thumbnail.height, file: thumbnail.file }] : []
}
