import type { User } from './base'

export interface Profile {
  user: User
  about: string
  isBlocked: boolean
  /** Messages of the chat delete themselves after so many seconds; 0 never. */
  historyTtl: number
}

export interface SessionInfo {
  /** Opaque key for termination; null for the session in use. */
  key: string | null
  device: string
  app: string
  platform: string
  address: string
  place: string
  createdAt: number
  activeAt: number
}

export interface PasswordState {
  isSet: boolean
  hint: string
}

export type CodeChannel = 'email' | 'sms' | 'app' | 'call' | 'other'

export interface SentCode {
  hash: string
  channel: CodeChannel
  length: number
  /** Seconds until another code may be asked for; null when that is not offered. */
  resendAfter: number | null
}

export type SignInStep = { step: 'done'; me: User } | { step: 'signUp' } | { step: 'password'; hint: string }

export interface ServerInfo {
  name: string
}

export type ConnectionState = 'connecting' | 'updating' | 'online' | 'offline'
