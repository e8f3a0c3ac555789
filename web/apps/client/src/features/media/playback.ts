import type { RemoteFile } from '@botschaft/protocol'
import type { App } from '../../state/app.svelte'

/** Where a player gets a file from: the stream of it, or, where there are none, the whole file. */
export interface PlaybackSource {
  url: Promise<string>
  readonly isStream: boolean
  /** The stream failed: from now on `url` is the whole file. False when it was that already. */
  fallBack(): boolean
  release(): void
}

export function playbackSource(app: Pick<App, 'streams' | 'fileUrls'>, file: RemoteFile): PlaybackSource {
  const address = app.fileUrls.peek(file.key) === null ? app.streams.addressOf(file) : null
  const borrow = () => app.fileUrls.borrow(file, 'playing')
  const source = {
    isStream: address !== null,
    url: address !== null ? Promise.resolve(address) : borrow(),
    fallBack() {
      if (!source.isStream) return false
      source.isStream = false
      source.url = borrow()
      return true
    },
    release() {
      if (!source.isStream) app.fileUrls.giveBack(file.key)
    },
  }
  return source
}
