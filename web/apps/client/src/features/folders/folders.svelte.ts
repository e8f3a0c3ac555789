import type { Api, Dialog, Folder } from '@botschaft/protocol'
import { belongs, inFolderOrder, type Traits } from './belongs'

/** The folders of the chat list. */
export class Folders {
  /** In the order of the tabs; the one with id 0 stands for all chats. */
  list = $state.raw<Folder[]>([])
  chosenId = $state(0)
  readonly chosen = $derived(this.list.find((it) => it.id === this.chosenId) ?? null)

  constructor(
    private readonly api: Api,
    private readonly traitsOf: (dialog: Dialog) => Traits,
  ) {}

  async load(): Promise<void> {
    this.list = await this.api.getFolders()
    if (!this.chosen) this.chosenId = 0
  }

  /** What of `dialogs`, which are in the list's order, a folder shows. */
  shown(folder: Folder, dialogs: Dialog[]): Dialog[] {
    return inFolderOrder(
      folder,
      dialogs.filter((it) => belongs(folder, it, this.traitsOf(it))),
    )
  }

  /** How many chats of a folder have something unread; what is muted does not count. */
  unreadIn(folder: Folder, dialogs: Dialog[]): number {
    return dialogs.filter((it) => {
      if (it.unreadCount === 0 && !it.isMarkedUnread) return false
      const traits = this.traitsOf(it)
      return !traits.isMuted && belongs(folder, it, traits)
    }).length
  }

  /** The first id that is not taken; 0 and 1 are the server's. */
  get freeId(): number {
    const taken = new Set(this.list.map((it) => it.id))
    for (let id = 2; ; id += 1) if (!taken.has(id)) return id
  }
}
