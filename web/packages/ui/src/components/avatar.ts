/** Pairs of ground and ink, legible in both themes; a person keeps theirs by id. */
const TINTS = [
  ['#d9c7a3', '#4a3410'],
  ['#b9c9dd', '#1d3557'],
  ['#c6d5bb', '#2c4420'],
  ['#e0b9ae', '#5f1f16'],
  ['#cdbfd9', '#3d2856'],
  ['#b5d3d1', '#14423f'],
  ['#e3cdb0', '#5a3a12'],
  ['#d3c3c3', '#4a2a2e'],
] as const

export function tint(id: number): readonly [ground: string, ink: string] {
  return TINTS[Math.abs(id) % TINTS.length] ?? TINTS[0]
}

/** At most two initials; whole characters, so that emoji and accents survive. */
export function monogram(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return (
    ends
      .map(
        (word) =>
          Array.from(word ?? '').find((it) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(it)) ?? '',
      )
      .join('')
      .toUpperCase() || '?'
  )
}

/** The colour of a name above text, from the theme; it goes with the avatar. */
export function nameColour(id: number): string {
  return `var(--name-${Math.abs(id) % TINTS.length})`
}
