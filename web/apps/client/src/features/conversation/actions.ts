import type { Message } from '@botschaft/protocol'

export type PersonReference = { username: string } | { userId: number }

/** What a message can ask of the conversation it is in. */
export interface MessageActions {
  jump: (messageId: number) => void
  menu: (message: Message, x: number, y: number) => void
  person: (person: PersonReference) => void
  /** Gives a reaction, or takes it back. */
  react: (message: Message, emoji: string) => void
  showReactors: (message: Message) => void
  /** Of one answer, or of all when none is named. */
  showVoters: (message: Message, option: string | null) => void
  openThread: (message: Message) => void
  pickDate: (date: number) => void
}
