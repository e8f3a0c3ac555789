const two = (value: number) => String(value).padStart(2, '0')

/** 75.4 seconds as 1:15. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const rest = two(whole % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** 1536000 bytes as "1.5 MB" in the reader's language. */
export function fileSize(bytes: number, language: string): string {
  const step = bytes < 1_000 ? 0 : bytes < 999_500 ? 1 : bytes < 999_500_000 ? 2 : 3
  const style = { style: 'unit', unit: UNITS[step], unitDisplay: step === 0 ? 'long' : 'short' } as const
  const value = bytes / 1000 ** step
  return new Intl.NumberFormat(language, {
    ...style,
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}

/** What a file's name ends in, if that is short enough to be shown for the file. */
export function extension(name: string): string {
  const match = /\.([a-z\d]{1,5})$/i.exec(name)
  return match?.[1]?.toLowerCase() ?? ''
}

/** As many values as there is room for, each the loudest of what it stands for, as shares of the loudest of all. */
export function condense(waveform: readonly number[], count: number): number[] {
  if (waveform.length === 0) return Array.from({ length: count }, () => 0)
  const peak = Math.max(1, ...waveform)
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * waveform.length) / count)
    const to = Math.max(from + 1, Math.floor(((index + 1) * waveform.length) / count))
    return Math.max(...waveform.slice(from, to)) / peak
  })
}
