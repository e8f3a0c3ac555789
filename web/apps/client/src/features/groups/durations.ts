import { t } from '../../state/preferences.svelte'
import { spanText } from '../../state/spans'

const HOUR = 3_600
const DAY = 24 * HOUR

/** For how long somebody is restricted; 0 is for good. */
export function durationOptions(): Array<{ value: number; label: string }> {
  return [
    { value: HOUR, label: spanText(HOUR) },
    { value: DAY, label: spanText(DAY) },
    { value: 7 * DAY, label: spanText(7 * DAY) },
    { value: 0, label: t('groups.forGood') },
  ]
}
