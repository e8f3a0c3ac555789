/** A short description of the browser for the list of sessions, e.g. "Firefox" on "Linux". */
export interface Device {
  browser: string
  system: string
}

// Order matters: most browsers also claim to be the ones further down.
const BROWSERS: Array<[RegExp, string]> = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: Array<[RegExp, string]> = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

function match(table: Array<[RegExp, string]>, userAgent: string, otherwise: string): string {
  return table.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise
}

export function describeDevice(userAgent: string): Device {
  return { browser: match(BROWSERS, userAgent, 'Browser'), system: match(SYSTEMS, userAgent, 'Web') }
}
