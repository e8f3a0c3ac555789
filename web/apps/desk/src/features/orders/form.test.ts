import { describe, expect, it } from 'vitest'
import { filledOf, missingOf, sectionsOf, valuesOf, type FormField, type OrderForm } from './form'

const field = (name: string, change: Partial<FormField> = {}): FormField => ({
  section: 'A',
  name,
  type: 'line',
  need: 'always',
  law: '',
  label: { en: name, de: name },
  ...change,
})
const form: OrderForm = {
  form: 'tco',
  instrument: 'tco',
  follow_up: false,
  title: { en: '', de: '' },
  law: '',
  fields: [
    field('reference'),
    field('urls', { section: 'B', type: 'lines' }),
    field('secret', { section: 'B', type: 'flag', need: 'optional' }),
    field('secret_until', { section: 'B', need: 'when', when: { field: 'secret', is: 'true' } }),
    field('who', { section: 'B', type: 'choice', need: 'optional' }),
    field('phone', { section: 'B', need: 'when', when: { field: 'who', is: '' } }),
    field('countries', { section: 'C', type: 'countries', need: 'optional' }),
    field('issued', { section: 'C', type: 'moment', need: 'optional' }),
  ],
}
const names = (fields: FormField[]) => fields.map((it) => it.name)

describe('an order', () => {
  it('lacks what is always needed, and what depends on other fields', () => {
    expect(names(missingOf(form, {}))).toEqual(['reference', 'urls', 'phone'])
    expect(names(missingOf(form, { reference: '1', urls: 'x', secret: true, who: 'judge' }))).toEqual([
      'secret_until',
    ])
    expect(names(missingOf(form, { reference: ' ', urls: 'x', phone: '1' }))).toEqual(['reference'])
  })
  it('is sent without what is empty, lists as lists', () => {
    const issued = '2027-01-15T03:00'
    expect(
      valuesOf(form, { reference: ' 7 ', urls: 'a\n\n b', secret: false, countries: 'DE, AT', issued }),
    ).toEqual({
      reference: '7',
      urls: ['a', 'b'],
      countries: ['DE', 'AT'],
      issued: new Date(issued).toISOString().replace('.000Z', 'Z'),
    })
  })
  it('can be filled in further', () => {
    const values = { reference: '7', urls: ['a', 'b'], secret: true, issued: '2027-01-15T03:00:00Z' }
    expect(valuesOf(form, filledOf(form, values))).toEqual(values)
  })
  it('has its sections in order', () => {
    expect(sectionsOf(form).map((it) => it.section)).toEqual(['A', 'B', 'C'])
  })
})
