// What the desk's API answers, as src/http/desk writes it. Times are unix seconds.
export type Role =
  | 'reporter'
  | 'flagger'
  | 'officer'
  | 'moderator'
  | 'second-reviewer'
  | 'appeal-reviewer'
  | 'operator'
  | 'auditor'

export interface Me {
  person: number
  name: string
  roles: Role[]
  level: string
  lane: string
}

export const LANES = ['users', 'trusted-flaggers', 'authorities'] as const
export type Lane = (typeof LANES)[number]
export const INSTRUMENTS = [
  'dsa-16',
  'dsa-9',
  'dsa-10',
  'dsa-20',
  'tco',
  'epoc',
  'epoc-emergency',
  'epoc-pr',
  'letter',
  'contact',
  'threat-to-life',
  'gdpr',
] as const
export const STATES = [
  'received',
  'viewed',
  'waiting',
  'proposed',
  'decided',
  'conditional',
  'effected',
  'closed',
  'appealed',
  'reversed',
  'withdrawn',
] as const
export const MEASURES = [
  'withhold',
  'remove',
  'limit',
  'age-restrict',
  'freeze-account',
  'suspend-account',
] as const
export const PAUSES = ['incomplete', 'manifest-error', 'force-majeure', 'clarification'] as const

export interface Clock {
  kind: string
  statutory: boolean
  basis?: string
  ours?: boolean
  rests?: boolean
  started_at: number
  due_at: number | null
  stopped_at: number | null
  rung: number
}

export type DecisionKind = 'no-action' | 'rejection' | 'restriction' | 'disclosure' | 'reversal'

export interface Decision {
  kind: DecisionKind
  reasons?: string
  measure?: string
  territory?: string[]
  until?: number
  facts?: string
  trigger?: string
  detection?: string
  deciding?: string
  ground?: string
  provision?: string
  explanation?: string
  redress?: string
  data?: string
  fields?: string[]
  recipient?: string
  legal_basis?: string
}

export interface CaseLine {
  ref: string
  kind: string
  lane: Lane
  instrument: string
  subject: string
  state: string
  level: number
  received_at: number
  submissions: number
  clock: Clock | null
  target?: string
  decision?: Decision
}

export interface Proposal extends CaseLine {
  proposer: string
  mine: boolean
}

export interface Counters {
  lanes: Record<Lane, { open: number; overdue: number }>
  proposed: number
}

export interface Queue {
  now: number
  cases: CaseLine[]
  next: string | null
  counters?: Counters
}

export interface Step {
  action: string
  needs: string[]
}

export interface Message {
  seq: number
  kind: string
  at: number
  role: Role
  text: string
}

export interface Submitted {
  lane: Lane
  language: string
  received_at: number
  told_at: number | null
  entry?: number
  known?: boolean
  receipt?: string
}

export interface Case extends Omit<CaseLine, 'clock'> {
  now: number
  clocks: Clock[]
  pauses: Array<{ reason: string; from: number; until: number | null }>
  submitted: Submitted[]
  asked: {
    issuer: string
    validator?: string
    data: string
    verdict: string
    serious_offence: boolean
  } | null
  gag: { from: number; until: number; extension: number; in_force: boolean; basis?: string } | null
  effected_at: number | null
  steps: Step[]
  acts?: Array<{ seq: number; action: string; role: Role; at: number; name?: string }>
  messages?: Message[]
  proofs?: Array<{ proof: string; at: number; by?: string }>
  introductions?: Array<{
    by: string
    as: string
    scope: string
    at: number
    until: number
    in_force: boolean
  }>
  untold?: number
  person_told_at?: number | null
  proposer?: string
  appeal_of?: string | null
}

export interface Preview {
  faults: string[]
  letters: Record<'en' | 'de', Record<string, string>> | null
  second_person: boolean
}

export interface Entry {
  id: number
  record: string
  leaf: number | null
  erased: boolean
  sealed?: boolean
  salt?: string
  payload?: string
}
