import type { FoundMessages, FoundPeers, SearchCursor } from '../types'

export interface SearchApi {
  searchPeers(query: string): Promise<FoundPeers>
  /** Posts of public channels, also of those one is not in. */
  searchPosts(hashtag: string, cursor: SearchCursor | null): Promise<FoundMessages>
  searchEverywhere(query: string, cursor: SearchCursor | null): Promise<FoundMessages>
}
