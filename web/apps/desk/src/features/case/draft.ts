// A decision as it is filled in: everything is text, so that nothing is lost by trying another kind.
import type { Case, Decision, DecisionKind } from '../../api/types'

export interface Draft {
  kind: DecisionKind
  reasons: string
  measure: string
  territory: string
  until: string
  facts: string
  trigger: string
  detection: string
  ground: string
  provision: string
  explanation: string
  redress: string
  data: string
  fields: string
  recipient: string
  legal_basis: string
}

const TRIGGERS: Record<string, string> = { users: 'notice', 'trusted-flaggers': 'trusted-flagger' }

export function kindsFor(about: Pick<Case, 'kind'>): DecisionKind[] {
  if (about.kind === 'appeal') return ['reversal', 'no-action', 'rejection']
  if (about.kind === 'order') return ['restriction', 'disclosure', 'rejection', 'no-action']
  if (about.kind === 'contact-request') return ['no-action', 'rejection']
  return ['restriction', 'no-action', 'rejection']
}

export function newDraft(about: Case, redress: string): Draft {
  const isOrder = about.kind === 'order'
  const asksData = about.asked !== null && about.asked.data !== 'none'
  return {
    kind: asksData ? 'disclosure' : (kindsFor(about)[0] ?? 'no-action'),
    reasons: '',
    measure: 'withhold',
    territory: '',
    until: '',
    facts: '',
    trigger: isOrder ? 'order' : (TRIGGERS[about.lane] ?? 'order'),
    detection: 'none',
    ground: 'illegal',
    provision: '',
    explanation: '',
    redress,
    data: asksData ? (about.asked?.data ?? '') : '',
    fields: '',
    recipient: '',
    legal_basis: '',
  }
}

const list = (text: string, separator: RegExp) =>
  text
    .split(separator)
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** The day's last second by the reader's clock, in unix seconds. */
const endOfDay = (day: string) => Math.floor(new Date(`${day}T23:59:59`).getTime() / 1000)

export function decisionOf(draft: Draft): Decision {
  const { kind } = draft
  if (kind === 'restriction')
    return {
      kind,
      measure: draft.measure,
      territory: list(draft.territory.toUpperCase(), /[\s,;]+/),
      ...(draft.until ? { until: endOfDay(draft.until) } : {}),
      facts: draft.facts.trim(),
      trigger: draft.trigger,
      detection: draft.detection,
      ground: draft.ground,
      provision: draft.provision.trim(),
      explanation: draft.explanation.trim(),
      redress: draft.redress.trim(),
    }
  if (kind === 'disclosure')
    return {
      kind,
      ...(draft.data ? { data: draft.data } : {}),
      fields: list(draft.fields, /\n/),
      recipient: draft.recipient.trim(),
      legal_basis: draft.legal_basis.trim(),
    }
  return { kind, reasons: draft.reasons.trim() }
}

/** What proposes and what decides are different steps; a disclosure can only be proposed. */
export const mustPropose = (kind: DecisionKind, canDecide: boolean) => kind === 'disclosure' || !canDecide
