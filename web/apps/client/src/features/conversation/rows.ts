import type { Message } from '@botschaft/protocol'
import { isSameDay } from '../../state/format'

/** What stands on a line of its own in a conversation. */
export type Row =
  | { kind: 'day'; key: string; date: number }
  | { kind: 'unread'; key: 'unread' }
  /** The key is the id of the message; negative for those of the basic group that a supergroup was. */
  | {
      kind: 'message'
      key: number
      message: Message
      /** All messages of an album, of which `message` is the first; else that alone. */
      parts: readonly Message[]
      startsGroup: boolean
      endsGroup: boolean
    }

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

/** Index after the last message of the album that begins here, or after the message itself. */
function endOfAlbum(stretch: readonly Message[], from: number): number {
  const { groupedId, senderId } = stretch[from] as Message
  let end = from + 1
  const isPart = (it: Message | undefined) => it?.groupedId === groupedId && it.senderId === senderId
  while (groupedId !== null && isPart(stretch[end])) end += 1
  return end
}

/** The key of the row that shows a message, which may be a part of an album; null when none does. */
export function keyOfRow(rows: readonly Row[], messageId: number, sign: 1 | -1 = 1): number | null {
  const shows = (row: Row) =>
    row.kind === 'message' && Math.sign(row.key) === sign && row.parts.some((it) => it.id === messageId)
  return (rows.find(shows) as Extract<Row, { kind: 'message' }> | undefined)?.key ?? null
}

/**
 * Rows of a stretch of messages; the divider stands above the first incoming message beyond `unreadAfter`. `sign` is -1
 * for messages whose ids are not those of the chat that is shown.
 */
export function toRows(stretch: readonly Message[], unreadAfter: number | null, sign: 1 | -1 = 1): Row[] {
  const rows: Row[] = []
  let isDivided = unreadAfter === null
  for (let index = 0, end = 0; index < stretch.length; index = end) {
    const message = stretch[index] as Message
    end = endOfAlbum(stretch, index)
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
      parts: stretch.slice(index, end),
      startsGroup: dividesHere || !isGrouped(before, message),
      endsGroup: !isGrouped(stretch[end - 1], stretch[end]),
    })
  }
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
