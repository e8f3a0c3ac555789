import type { Api, RemoteFile } from '@botschaft/protocol'
import type { ReadAnswer, ReadRequest, STREAM_PATH } from './range'

// Said again, under the compiler's eye: were the value imported, the service worker would be no file of its own any
// more, and not every browser runs those that import others.
const PATH: typeof STREAM_PATH = '/stream/'

/** Only what a player may be told a file is. */
const PLAYED = /^(video|audio)\/[\w.+-]+$/

/** The page's end of the service worker that players ask for bytes. */
export class Streams {
  /** Players can be pointed at a stream; not so on plain http:, and before the service worker is there. */
  isReady = $state(false)
  private readonly files = new Map<string, RemoteFile>()

  constructor(private readonly api: Api) {}

  /** Without a service worker files are fetched whole before they are played. */
  async start(): Promise<void> {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined
    if (!container || import.meta.env.DEV) return
    container.addEventListener('message', (event) => void this.answer(event))
    container.addEventListener('controllerchange', () => (this.isReady = container.controller !== null))
    this.isReady = container.controller !== null
    await container.register('/stream.sw.js')
  }

  /** The address of a file for a player; null when it has to be fetched whole. */
  addressOf(file: RemoteFile): string | null {
    if (!this.isReady || file.size === 0 || !PLAYED.test(file.mime)) return null
    const path = `${PATH}${encodeURIComponent(file.key)}`
    this.files.set(path, file)
    return path
  }

  private async answer({ data, ports }: MessageEvent<ReadRequest>): Promise<void> {
    const [port] = ports
    if (data?.kind !== 'read' || !port) return
    const reply = await this.read(data)
    port.postMessage(reply, 'bytes' in reply ? [reply.bytes.buffer] : [])
  }

  private async read({ path, offset, length }: ReadRequest): Promise<ReadAnswer> {
    const file = this.files.get(path)
    if (!file) return { failure: 'unknown' }
    const { size: total, mime } = file
    if (offset >= total) return { bytes: new Uint8Array(), total, mime }
    try {
      return { bytes: await this.api.readFile(file, offset, length), total, mime }
    } catch {
      return { failure: 'unreachable' }
    }
  }
}
