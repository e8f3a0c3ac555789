import type { ChatId, Message } from '@botschaft/protocol'

/** Files that are looked through before they are sent, in one chat. */
export class Picking {
  files = $state.raw<readonly File[]>([])
  /** They are to be sent as they are, not as photos and videos. */
  asFiles = $state(false)
  /** What a message that was sent is to show instead. */
  instead = $state.raw<{ message: Message; file: File } | null>(null)

  constructor(readonly chatId: ChatId) {}

  add(files: Iterable<File>, asFiles = false): void {
    const added = [...files]
    if (added.length === 0) return
    if (this.files.length === 0) this.asFiles = asFiles
    this.files = [...this.files, ...added]
  }

  clear(): void {
    this.files = []
  }
}

/** Whether a message can show something else than it does. */
export function canReplace({ media }: Message): boolean {
  if (media !== null && 'ttl' in media && media.ttl !== null) return false
  return media !== null && ['photo', 'video', 'gif', 'file', 'music'].includes(media.kind)
}

/** Files of a paste or a drop; folders are none. */
export function filesOf(transfer: DataTransfer | null): File[] {
  if (!transfer) return []
  const isFolder = new Set<string>()
  for (const item of transfer.items) {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null
    if (entry?.isDirectory) isFolder.add(entry.name)
  }
  return [...transfer.files].filter((file) => !isFolder.has(file.name))
}

export const hasFiles = (transfer: DataTransfer | null): boolean =>
  transfer !== null && transfer.types.includes('Files')

let picker: HTMLInputElement | null = null

/** The platform's own dialog for files; on phones also its camera roll, or with `capture` the camera. */
export function pickFiles(
  accept: string,
  isMultiple: boolean,
  capture?: 'environment' | 'user',
): Promise<File[]> {
  picker?.remove()
  const input = document.createElement('input')
  picker = input
  input.type = 'file'
  input.accept = accept
  input.multiple = isMultiple
  input.hidden = true
  if (capture) input.capture = capture
  // Some browsers forget an element that is in no document.
  document.body.append(input)
  return new Promise((resolve) => {
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])])
      input.remove()
    })
    input.addEventListener('cancel', () => {
      resolve([])
      input.remove()
    })
    input.click()
  })
}
