import { t } from '../../state/preferences.svelte'
import { spanText } from '../../state/spans'

const HOUR = 3_600
const DAY = 24 * HOUR

/** When something ends that begins now, in Unix seconds; 0 is never, as is what lasts 0 seconds. */
export function endOf(seconds: number): number {
  return seconds === 0 ? 0 : Math.floor(Date.now() / 1000) + seconds
}

/** For how long somebody is restricted; 0 is for good. */
export function durationOptions(): Array<{ value: number; label: string }> {
  return [
    { value: HOUR, label: spanText(HOUR) },
    { value: DAY, label: spanText(DAY) },
    { value: 7 * DAY, label: spanText(7 * DAY) },
    { value: 0, label: t('groups.forGood') },
  ]
}
