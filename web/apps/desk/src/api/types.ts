// What the desk's API answers, as src/http/desk writes it.
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
