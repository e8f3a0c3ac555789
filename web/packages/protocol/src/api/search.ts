import type { FoundMessages, FoundPeers, SearchCursor } from '../types'

export interface SearchApi {
  searchPeers(query: string): Promise<FoundPeers>
  searchEverywhere(query: string, cursor: SearchCursor | null): Promise<FoundMessages>
}
