/** How many bars a voice note has for its listeners. */
export const BARS = 100
const LOUDEST = 31

/** Loudness from 0 to 1 over time, as bars of 0 to 31: the loudest moment of each, the loudest of all at the top. */
export function toWaveform(levels: readonly number[], bars = BARS): number[] {
  if (levels.length === 0) return []
  const top = Math.max(...levels, 0.02)
  return Array.from({ length: bars }, (_, index) => {
    const from = Math.floor((index * levels.length) / bars)
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / bars))
    return Math.round((Math.max(...levels.slice(from, to)) / top) * LOUDEST)
  })
}

/** The loudest of what a microphone gave. */
export function peakOf(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return Math.min(1, peak)
}
