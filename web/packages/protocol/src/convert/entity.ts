import type { tl } from '@mtcute/core'
import Long from 'long'
import type { Entity, EntityKind } from '../types'

const KINDS: Partial<Record<tl.TypeMessageEntity['_'], EntityKind>> = {
  messageEntityBold: 'bold',
  messageEntityItalic: 'italic',
  messageEntityUnderline: 'underline',
  messageEntityStrike: 'strike',
  messageEntitySpoiler: 'spoiler',
  messageEntityCode: 'code',
  messageEntityPre: 'pre',
  messageEntityBlockquote: 'quote',
  messageEntityUrl: 'link',
  messageEntityTextUrl: 'textLink',
  messageEntityEmail: 'email',
  messageEntityPhone: 'phone',
  messageEntityMention: 'mention',
  messageEntityMentionName: 'mentionName',
  messageEntityHashtag: 'hashtag',
  messageEntityBotCommand: 'command',
  messageEntityCustomEmoji: 'customEmoji',
}

/** Entities without a kind of ours are dropped: their text is shown plainly. */
export function toEntities(raw: tl.TypeMessageEntity[] | undefined): Entity[] {
  const entities: Entity[] = []
  for (const it of raw ?? []) {
    const kind = KINDS[it._]
    if (!kind) continue
    const entity: Entity = { kind, offset: it.offset, length: it.length }
    if (it._ === 'messageEntityTextUrl') entity.url = it.url
    if (it._ === 'messageEntityMentionName') entity.userId = it.userId
    if (it._ === 'messageEntityCustomEmoji') entity.documentId = it.documentId.toString()
    if (it._ === 'messageEntityPre' && it.language) entity.language = it.language
    entities.push(entity)
  }
  return entities
}

/**
 * The kinds a person can type or edit; links, mentions and the like are found by the server and every reader. Who is
 * mentioned by name has to be named to the server, by `user`.
 */
export async function toRawEntities(
  entities: Entity[],
  user: (userId: number) => Promise<tl.TypeInputUser>,
): Promise<tl.TypeMessageEntity[] | undefined> {
  const raw: tl.TypeMessageEntity[] = []
  for (const { kind, offset, length, url, language, userId, documentId } of entities) {
    switch (kind) {
      case 'bold':
        raw.push({ _: 'messageEntityBold', offset, length })
        break
      case 'italic':
        raw.push({ _: 'messageEntityItalic', offset, length })
        break
      case 'underline':
        raw.push({ _: 'messageEntityUnderline', offset, length })
        break
      case 'strike':
        raw.push({ _: 'messageEntityStrike', offset, length })
        break
      case 'spoiler':
        raw.push({ _: 'messageEntitySpoiler', offset, length })
        break
      case 'code':
        raw.push({ _: 'messageEntityCode', offset, length })
        break
      case 'pre':
        raw.push({ _: 'messageEntityPre', offset, length, language: language ?? '' })
        break
      case 'quote':
        raw.push({ _: 'messageEntityBlockquote', offset, length })
        break
      case 'textLink':
        if (url) raw.push({ _: 'messageEntityTextUrl', offset, length, url })
        break
      case 'mentionName':
        if (userId !== undefined)
          raw.push({ _: 'inputMessageEntityMentionName', offset, length, userId: await user(userId) })
        break
      case 'customEmoji':
        if (documentId !== undefined)
          raw.push({ _: 'messageEntityCustomEmoji', offset, length, documentId: Long.fromString(documentId) })
        break
      case 'link':
        raw.push({ _: 'messageEntityUrl', offset, length })
        break
      default:
        break
    }
  }
  return raw.length > 0 ? raw : undefined
}
