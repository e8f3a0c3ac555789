import { tl } from '@mtcute/core'
import type { MediaSendingApi, OutgoingMedia } from '../api/media-sending'
import { toRawEntities } from '../convert/entity'
import { nameOf, toBareMedia, toStoredMedia, toUploadedMedia } from '../convert/outgoing'
import { ApiError } from '../errors'
import type { OutgoingContent, OutgoingFile, OutgoingPart } from '../types'
import type { Context } from './context'
import { idOfKey } from './random'
import { inputReply, sendFlags, sentMessages } from './sending'
import { Uploads } from './uploads'

const isFile = (content: OutgoingContent): content is OutgoingFile => 'blob' in content

const thumbOf = (content: OutgoingFile): Blob | null => ('thumb' in content ? content.thumb : null)

/** The server no longer has the parts, which it keeps for some time only. */
const isPartLost = (error: unknown) => tl.RpcError.is(error) && /^FILE_(PART|ID)/.test(error.text)

/** What is on its way. Messages with files are sent one after the other, each with all its files. */
class MediaSending {
  private readonly uploads: Uploads
  private readonly running = new Map<string, AbortController>()
  /** Members of albums that the server has stored, by key. */
  private readonly stored = new Map<string, tl.TypeInputMedia>()

  constructor(private readonly context: Context) {
    this.uploads = new Uploads(context)
  }

  cancel(key: string): void {
    this.running.get(key)?.abort(new ApiError({ name: 'CANCELLED', code: 400, seconds: null }))
  }

  /** Runs a task that `cancel(key)` ends. */
  async run<T>(key: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.running.set(key, controller)
    try {
      return await task(controller.signal)
    } catch (error) {
      controller.signal.throwIfAborted()
      throw error
    } finally {
      this.running.delete(key)
    }
  }

  /** What the parts of a message show, in their order, once all their files are at the server. */
  async load(key: string, parts: readonly OutgoingPart[], signal: AbortSignal): Promise<tl.TypeInputMedia[]> {
    const total = parts.reduce((sum, { content }) => sum + (isFile(content) ? content.blob.size : 0), 0)
    let before = 0
    const media: tl.TypeInputMedia[] = []
    for (const part of parts) {
      const { content } = part
      if (!isFile(content)) {
        media.push(toBareMedia(content, this.context.references))
        continue
      }
      const report = (bytes: number) =>
        this.context.emit({ type: 'uploadProgress', key, progress: { done: before + bytes, total } })
      media.push(this.stored.get(part.key) ?? (await this.file(part.key, content, signal, report)))
      before += content.blob.size
      report(0)
    }
    return media
  }

  async store(
    peer: tl.TypeInputPeer,
    part: OutgoingPart,
    media: tl.TypeInputMedia,
  ): Promise<tl.TypeInputMedia> {
    const known = this.stored.get(part.key)
    if (known || !isFile(part.content)) return known ?? media
    const answer = await this.context.call({ _: 'messages.uploadMedia', peer, media })
    const stored = toStoredMedia(answer, part.content)
    if (!stored) throw new ApiError({ name: 'MEDIA_INVALID', code: 400, seconds: null })
    this.stored.set(part.key, stored)
    return stored
  }

  forget(parts: readonly OutgoingPart[]): void {
    for (const { key } of parts) {
      this.uploads.forget(key)
      this.uploads.forget(thumbKey(key))
      this.stored.delete(key)
    }
  }

  private async file(
    key: string,
    content: OutgoingFile,
    signal: AbortSignal,
    onProgress: (bytes: number) => void,
  ): Promise<tl.TypeInputMedia> {
    const thumb = thumbOf(content)
    const still = thumb
      ? await this.uploads.upload(thumbKey(key), thumb, 'thumb.jpg', signal, () => {})
      : null
    const file = await this.uploads.upload(key, content.blob, nameOf(content), signal, onProgress)
    return toUploadedMedia(content, file, still)
  }
}

const thumbKey = (key: string) => `${key}/thumb`

export function mediaSendingApi(context: Context): MediaSendingApi {
  const sending = new MediaSending(context)
  const entitiesOf = (part: OutgoingPart) => toRawEntities(part.entities, (id) => context.user(id))

  /** Runs what needs the files of `parts` at the server, and once more if they are no longer there. */
  async function carried<T>(
    parts: readonly OutgoingPart[],
    task: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const result = await sending.run(parts[0]?.key ?? '', async (signal) => {
      try {
        return await task(signal)
      } catch (error) {
        if (!isPartLost(error)) throw error
        sending.forget(parts)
        return task(signal)
      }
    })
    sending.forget(parts)
    return result
  }

  async function attempt(message: OutgoingMedia, signal: AbortSignal) {
    const { chatId, threadId, reply, options, parts } = message
    const [first] = parts
    if (!first) throw new ApiError({ name: 'MEDIA_EMPTY', code: 400, seconds: null })
    const media = await sending.load(first.key, parts, signal)
    const peer = await context.peer(chatId)
    const common = { peer, replyTo: inputReply(threadId, reply), clearDraft: true, ...sendFlags(options) }
    if (parts.length === 1) {
      const [only] = media
      return context.call({
        _: 'messages.sendMedia',
        ...common,
        media: only!,
        message: first.text,
        entities: await entitiesOf(first),
        randomId: idOfKey(first.key),
      })
    }
    const multiMedia: tl.TypeInputSingleMedia[] = []
    for (const [index, part] of parts.entries()) {
      signal.throwIfAborted()
      multiMedia.push({
        _: 'inputSingleMedia',
        media: await sending.store(peer, part, media[index]!),
        randomId: idOfKey(part.key),
        message: part.text,
        entities: await entitiesOf(part),
      })
    }
    return context.call({ _: 'messages.sendMultiMedia', ...common, multiMedia })
  }

  return {
    async sendMedia(message) {
      const send = () => carried(message.parts, (signal) => attempt(message, signal))
      const [first] = message.parts
      const updates =
        first?.content.kind === 'stored'
          ? await context.references.naming(first.content.media.document.file, send)
          : await send()
      for (const { content } of message.parts) keepAtHand(context, content)
      return sentMessages(context, updates)
    },

    async replaceMedia({ chatId, id, part }) {
      const peer = await context.peer(chatId)
      const entities = await entitiesOf(part)
      const updates = await carried([part], async (signal) => {
        const [media] = await sending.load(part.key, [part], signal)
        signal.throwIfAborted()
        return context.call({ _: 'messages.editMessage', peer, id, media, message: part.text, entities })
      })
      context.apply(updates)
    },

    async cancelSending(key) {
      sending.cancel(key)
    },
  }
}

/** The server keeps what is sent at hand, and tells the other devices of it. */
function keepAtHand(context: Context, content: OutgoingContent): void {
  const kind = content.kind === 'stored' ? content.media.kind : content.kind
  if (kind === 'sticker') context.emit({ type: 'stickersChanged', what: 'atHand' })
  if (kind === 'gif') context.emit({ type: 'stickersChanged', what: 'gifs' })
}
