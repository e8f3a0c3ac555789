import { describe, expect, it } from 'vitest'
import { intoAlbums, moved } from './arrange'
import { fitted } from './compress'

const parts = (...kinds: string[]) => kinds.map((kind) => ({ content: { kind: kind as 'photo' } }))
const shape = (albums: ReturnType<typeof parts>[]) =>
  albums.map((it) => it.map(({ content }) => content.kind))

describe('intoAlbums', () => {
  it('puts together what goes together, in order', () => {
    expect(shape(intoAlbums(parts('photo', 'video', 'file', 'file', 'gif', 'photo'), true))).toEqual([
      ['photo', 'video'],
      ['file', 'file'],
      ['gif'],
      ['photo'],
    ])
  })
  it('has at most ten in one', () => {
    const albums = intoAlbums(parts(...Array.from({ length: 12 }, () => 'photo')), true)
    expect(albums.map((it) => it.length)).toEqual([10, 2])
  })
  it('sends all apart when that is wanted', () => {
    expect(intoAlbums(parts('photo', 'photo'), false)).toHaveLength(2)
  })
})

describe('moved', () => {
  it.each([
    [0, 2, ['b', 'c', 'a']],
    [2, 0, ['c', 'a', 'b']],
    [1, 1, ['a', 'b', 'c']],
  ])('from %i to %i', (from, to, result) => expect(moved(['a', 'b', 'c'], from, to)).toEqual(result))
})

describe('fitted', () => {
  it.each([
    [
      { width: 4000, height: 3000 },
      { width: 1280, height: 960 },
    ],
    [
      { width: 100, height: 5000 },
      { width: 26, height: 1280 },
    ],
    [
      { width: 800, height: 600 },
      { width: 800, height: 600 },
    ],
    [
      { width: 10_000, height: 1 },
      { width: 1280, height: 1 },
    ],
  ])('%j', (size, result) => expect(fitted(size, 1280)).toEqual(result))
})
