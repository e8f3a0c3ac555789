import type { ICorePlatform } from '@mtcute/core'

const LEVEL_ERROR = 1

/** What mtcute asks of its surroundings, for a worker: no page, no files. */
export const browserPlatform: ICorePlatform = {
  beforeExit: () => () => {},
  getDefaultLogLevel: () => null,
  getDeviceModel: () => 'Browser',
  isOnline: () => navigator.onLine,
  log(_color, level, tag, format, args) {
    const write = level <= LEVEL_ERROR ? console.error : console.warn
    write(`[${tag}] ${format}`, ...args)
  },
  onNetworkChanged(listener) {
    const online = () => listener(true)
    const offline = () => listener(false)
    self.addEventListener('online', online)
    self.addEventListener('offline', offline)
    return () => {
      self.removeEventListener('online', online)
      self.removeEventListener('offline', offline)
    }
  },
}
