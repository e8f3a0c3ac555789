import type { ChatId, Folder } from '../types'

export interface FoldersApi {
  /** In the order of the tabs, with the one of all chats among them. */
  getFolders(): Promise<Folder[]>
  saveFolder(folder: Folder): Promise<void>
  deleteFolder(id: number): Promise<void>
  orderFolders(ids: number[]): Promise<void>
  setArchived(chatId: ChatId, isArchived: boolean): Promise<void>
}
