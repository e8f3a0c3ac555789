import { getMarkedPeerId, type tl } from '@mtcute/core'
import type { FoldersApi } from '../api/folders'
import type { ChatId, Folder, FolderFlags } from '../types'
import type { Context } from './context'

const ARCHIVE = 1
/** Our words for the flags of dialogFilter. */
const FLAGS: Record<keyof FolderFlags, keyof tl.RawDialogFilter> = {
  contacts: 'contacts',
  nonContacts: 'nonContacts',
  groups: 'groups',
  channels: 'broadcasts',
  bots: 'bots',
  excludeMuted: 'excludeMuted',
  excludeRead: 'excludeRead',
  excludeArchived: 'excludeArchived',
}
const NAMES = Object.keys(FLAGS) as Array<keyof FolderFlags>

const ALL_CHATS: Folder = {
  id: 0,
  title: '',
  pinned: [],
  include: [],
  exclude: [],
  contacts: true,
  nonContacts: true,
  groups: true,
  channels: true,
  bots: true,
  excludeMuted: false,
  excludeRead: false,
  excludeArchived: true,
}

function toFolder(raw: tl.TypeDialogFilter, selfId: number): Folder | null {
  if (raw._ === 'dialogFilterDefault') return ALL_CHATS
  if (raw._ !== 'dialogFilter') return null
  const ids = (peers: tl.TypeInputPeer[]) =>
    peers.flatMap((it) => {
      switch (it._) {
        case 'inputPeerSelf':
          return selfId
        case 'inputPeerUser':
          return it.userId
        case 'inputPeerChat':
          return getMarkedPeerId({ _: 'peerChat', chatId: it.chatId })
        case 'inputPeerChannel':
          return getMarkedPeerId({ _: 'peerChannel', channelId: it.channelId })
        default:
          return []
      }
    })
  const flags = Object.fromEntries(NAMES.map((name) => [name, raw[FLAGS[name]] === true]))
  return {
    ...(flags as unknown as FolderFlags),
    id: raw.id,
    title: raw.title.text,
    pinned: ids(raw.pinnedPeers),
    include: ids(raw.includePeers),
    exclude: ids(raw.excludePeers),
  }
}

export function foldersApi(context: Context): FoldersApi {
  const peers = (ids: ChatId[]) => Promise.all(ids.map((id) => context.peer(id)))
  return {
    async getFolders() {
      const { filters } = await context.call({ _: 'messages.getDialogFilters' })
      const folders = filters.map((it) => toFolder(it, context.selfId)).filter((it) => it !== null)
      return folders.some((it) => it.id === 0) ? folders : [ALL_CHATS, ...folders]
    },

    async saveFolder(folder) {
      const flags = Object.fromEntries(NAMES.map((name) => [FLAGS[name], folder[name]]))
      const filter: tl.RawDialogFilter = {
        ...flags,
        _: 'dialogFilter',
        id: folder.id,
        title: { _: 'textWithEntities', text: folder.title, entities: [] },
        pinnedPeers: await peers(folder.pinned),
        includePeers: await peers(folder.include),
        excludePeers: await peers(folder.exclude),
      }
      await context.call({ _: 'messages.updateDialogFilter', id: folder.id, filter })
      context.emit({ type: 'foldersChanged' })
    },

    async deleteFolder(id) {
      await context.call({ _: 'messages.updateDialogFilter', id })
      context.emit({ type: 'foldersChanged' })
    },

    async orderFolders(ids) {
      await context.call({ _: 'messages.updateDialogFiltersOrder', order: ids })
      context.emit({ type: 'foldersChanged' })
    },

    async setArchived(chatId, isArchived) {
      const folderId = isArchived ? ARCHIVE : 0
      const peer = await context.peer(chatId)
      const updates = await context.call({
        _: 'folders.editPeerFolders',
        folderPeers: [{ _: 'inputFolderPeer', peer, folderId }],
      })
      context.client.handleClientUpdate(updates, false)
      context.emit({ type: 'movedToFolder', chatIds: [chatId], folderId })
    },
  }
}
