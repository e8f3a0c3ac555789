import { describe, expect, it } from 'vitest'
import css from '../theme.css?raw'

/** The custom colours of one block of the style sheet. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const grounds = ['paper', 'paper-raised', 'paper-sunk', 'mine', 'theirs', 'accent-wash']
const inks = ['ink', 'ink-soft', 'accent', 'wax']
const pairs = [
  ...grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)),
  ['ink-faint', 'paper'],
  ['ink-faint', 'paper-raised'],
  ['ink-faint', 'paper-sunk'],
  ['ink-faint', 'theirs'],
  ['ink-faint', 'accent-wash'],
  ['ink', 'mark'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-wax', 'wax'],
] as const

describe.each([':root', ":root[data-theme='dark']"])('%s', (selector) => {
  const theme = colours(selector)
  it.each(pairs)('%s on %s can be read', (ink, ground) => {
    expect(contrast(theme.get(ink) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})
