import type { User } from '@botschaft/protocol'
import { describe, expect, it } from 'vitest'
import { matches } from './match'

const zoe: User = {
  id: 1,
  firstName: 'Zoë',
  lastName: 'van Dam',
  username: 'zo_van',
  phone: '4930123456',
  isSelf: false,
  isContact: true,
  isDeleted: false,
  isBot: false,
  isPartial: false,
  presence: { kind: 'unknown' },
  photo: null,
}
const finds = (query: string) => matches(zoe, 'Zoë van Dam', query)

describe('matches', () => {
  it.each(['', 'zoe', 'ZOË', 'van d', 'dam', '@zo_', '30 12'])('finds by "%s"', (query) =>
    expect(finds(query)).toBe(true),
  )
  it.each(['oe', 'am', 'xyz', '12', '99999'])('does not find by "%s"', (query) =>
    expect(finds(query)).toBe(false),
  )
})
