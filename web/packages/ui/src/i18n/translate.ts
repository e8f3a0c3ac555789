/** A catalogue maps keys to texts; {name} is replaced, and a key with `count` picks its .one or .other form. */
export type Catalogue = Readonly<Record<string, string>>
export type Params = Readonly<Record<string, string | number>>

/** Making rules costs far more than asking them. */
const rulesOf = new Map<string, Intl.PluralRules>()

function pluralRules(language: string): Intl.PluralRules {
  let rules = rulesOf.get(language)
  if (!rules) rulesOf.set(language, (rules = new Intl.PluralRules(language)))
  return rules
}

function form(catalogue: Catalogue, key: string, params: Params, language: string): string | undefined {
  const { count } = params
  if (typeof count !== 'number') return catalogue[key]
  return (
    catalogue[`${key}.${pluralRules(language).select(count)}`] ?? catalogue[`${key}.other`] ?? catalogue[key]
  )
}

export function translate(catalogue: Catalogue, language: string, key: string, params: Params = {}): string {
  const text = form(catalogue, key, params, language) ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The first language of the reader's list that we have, else the first we have. */
export function pickLanguage<L extends string>(
  wanted: readonly string[],
  available: readonly [L, ...L[]],
): L {
  for (const tag of wanted) {
    const found = available.find((it) => it === tag.toLowerCase().split('-')[0])
    if (found) return found
  }
  return available[0]
}
