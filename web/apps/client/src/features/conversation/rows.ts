import type { Message } from '@botschaft/protocol'
import { isSameDay } from '../../state/format'

/** What stands on a line of its own in a conversation. */
export type Row =
  | { kind: 'day'; key: string; date: number }
  | { kind: 'unread'; key: 'unread' }
  /** The key is the id of the message; negative for those of the basic group that a supergroup was. */
  | { kind: 'message'; key: number; message: Message; startsGroup: boolean; endsGroup: boolean }

/** Messages of one sender closer than this stand together. */
const GROUP_SECONDS = 300

function isGrouped(a: Message | undefined, b: Message | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.senderId === b.senderId &&
    a.service === null &&
    b.service === null &&
    a.signature === b.signature &&
    b.date - a.date < GROUP_SECONDS &&
    isSameDay(a.date, b.date)
  )
}

/**
 * Rows of a stretch of messages; the divider stands above the first incoming message beyond `unreadAfter`. `sign` is -1
 * for messages whose ids are not those of the chat that is shown.
 */
export function toRows(stretch: readonly Message[], unreadAfter: number | null, sign: 1 | -1 = 1): Row[] {
  const rows: Row[] = []
  let isDivided = unreadAfter === null
  stretch.forEach((message, index) => {
    const before = stretch[index - 1]
    if (!before || !isSameDay(before.date, message.date))
      rows.push({ kind: 'day', key: `day-${sign * message.id}`, date: message.date })
    const dividesHere = !isDivided && !message.isOutgoing && message.id > (unreadAfter ?? 0)
    if (dividesHere) {
      rows.push({ kind: 'unread', key: 'unread' })
      isDivided = true
    }
    rows.push({
      kind: 'message',
      key: sign * message.id,
      message,
      startsGroup: dividesHere || !isGrouped(before, message),
      endsGroup: !isGrouped(message, stretch[index + 1]),
    })
  })
  return rows
}

/** The history of the basic group that a supergroup was, and then its own, once the two meet. */
export function joinedRows(
  origin: { stretch: readonly Message[]; hasNewer: boolean },
  stretch: readonly Message[],
  unreadAfter: number | null,
): Row[] {
  // The supergroup begins with a line that says the same.
  const before = origin.stretch.filter((it) => it.service?.kind !== 'migratedTo')
  return [...toRows(before, null, -1), ...(origin.hasNewer ? [] : toRows(stretch, unreadAfter))]
}
