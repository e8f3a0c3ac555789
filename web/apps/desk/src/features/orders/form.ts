// The forms of orders as GET /order-forms has them, and what is still missing of one. The server says the same, and more,
// when it is sent; this is so that nobody has to send it to find out.
export type Bilingual = Record<'en' | 'de', string>

export interface FormField {
  section: string
  name: string
  type: string
  need: 'always' | 'when' | 'optional'
  /** Needed if that field says `is`: "*" is any word, "" that it was left out. */
  when?: { field: string; is: string }
  law: string
  label: Bilingual
  choices?: Array<{ word: string; label: Bilingual }>
}

export interface OrderForm {
  form: string
  instrument: string
  follow_up: boolean
  title: Bilingual
  law: string
  fields: FormField[]
}

/** What was filled in: texts; words that were chosen; yes or no. */
export type Filled = Record<string, string | string[] | boolean>

/** What the server makes of an order. */
export interface Check {
  in_order: boolean
  verdict: string
  missing: Array<{ field: string; text: Bilingual }>
}

export interface SentBefore extends Check {
  form: string
  fields: Filled
}

export interface Sent extends Check {
  case: string
  receipt?: string
  signed_receipt?: string
}

const LISTS = ['lines', 'countries']
export const isList = (field: FormField) => LISTS.includes(field.type)

function wordsOf(value: Filled[string] | undefined): string[] {
  if (value === undefined || value === false) return []
  if (value === true) return ['true']
  return (Array.isArray(value) ? value : [value]).filter((it) => it.trim() !== '')
}

export function isNeeded(field: FormField, filled: Filled): boolean {
  if (field.need !== 'when') return field.need === 'always'
  const said = wordsOf(filled[field.when?.field ?? ''])
  const wanted = field.when?.is ?? ''
  if (wanted === '') return said.length === 0
  return wanted === '*' ? said.length > 0 : said.includes(wanted)
}

export const missingOf = (form: OrderForm, filled: Filled): FormField[] =>
  form.fields.filter((field) => isNeeded(field, filled) && wordsOf(filled[field.name]).length === 0)

/** Sections in their order, each with its fields. */
export function sectionsOf(form: OrderForm): Array<{ section: string; fields: FormField[] }> {
  const sections: Array<{ section: string; fields: FormField[] }> = []
  for (const field of form.fields) {
    const last = sections.at(-1)
    if (last?.section === field.section) last.fields.push(field)
    else sections.push({ section: field.section, fields: [field] })
  }
  return sections
}

/** As the server takes it: lists split into lines, moments with their time zone, nothing that is empty. */
export function valuesOf(form: OrderForm, filled: Filled): Filled {
  const values: Filled = {}
  for (const field of form.fields) {
    const value = filled[field.name]
    if (value === undefined || value === '' || value === false) continue
    if (typeof value !== 'string') values[field.name] = value
    else if (isList(field))
      values[field.name] = value
        .split(field.type === 'countries' ? /[\s,;]+/ : /\n/)
        .map((it) => it.trim())
        .filter((it) => it !== '')
    else if (field.type === 'moment')
      values[field.name] = new Date(value).toISOString().replace(/\.\d+Z$/, 'Z')
    else values[field.name] = value.trim()
  }
  return values
}

const two = (n: number) => String(n).padStart(2, '0')

/** A moment as a field of the browser has it: by the reader's clock, without a time zone. */
function localMoment(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** What was sent, to be filled in further: the other way of valuesOf. */
export function filledOf(form: OrderForm, values: Filled): Filled {
  const filled: Filled = {}
  for (const field of form.fields) {
    const value = values[field.name]
    if (value === undefined) continue
    if (Array.isArray(value) && isList(field)) filled[field.name] = value.join('\n')
    else if (typeof value === 'string' && field.type === 'moment') filled[field.name] = localMoment(value)
    else filled[field.name] = value
  }
  return filled
}
