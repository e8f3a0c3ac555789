import type { GeoPoint, LocationMedia } from '@botschaft/protocol'

/** Five digits are a metre. */
const DIGITS = 5

const rounded = (value: number) => value.toFixed(DIGITS)

/** A page that shows the point on a free map. */
export function mapLink({ latitude, longitude }: GeoPoint): string {
  const [lat, lon] = [rounded(latitude), rounded(longitude)]
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`
}

/** 52.52° N, 13.40° E */
export function pointText({ latitude, longitude }: GeoPoint, language: string): string {
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  const east = language.startsWith('de') ? 'O' : 'E'
  const [vertical, horizontal] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : east]
  return `${format.format(Math.abs(latitude))}° ${vertical}, ${format.format(Math.abs(longitude))}° ${horizontal}`
}

/** For ever with this period, as inputMediaGeoLive has it. */
const FOR_EVER = 0x7fffffff

export function isLive(date: number, { livePeriod }: LocationMedia, now: number): boolean {
  return livePeriod !== null && (livePeriod === FOR_EVER || date + livePeriod > now)
}
