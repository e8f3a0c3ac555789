// Values of TL as plain objects, the same for every library: { _: 'inputPeerChat', chatId: 1 }, names in camel case and
// without a namespace, whole numbers that a double cannot hold as BigInt, bytes as Buffer.
import Long from 'long'

export function wholeNumber(text) {
  const value = BigInt(text)
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

const withoutNamespace = (name) => name.slice(name.lastIndexOf('.') + 1)
export const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1)
export const upperFirst = (name) => name[0].toUpperCase() + name.slice(1)

// What mtcute gives, and what GramJS does: objects of classes that know their names and what they were made of.
export function toPlain(value) {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'object') return value
  if (Long.isLong(value) || value.constructor?.name === 'Integer' || 'isNegative' in value) return wholeNumber(value.toString())
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (Array.isArray(value)) return value.map(toPlain)
  const fields = value.className ? value.originalArgs : value
  const name = lowerFirst(withoutNamespace(value.className ?? value._ ?? 'object'))
  const plain = { _: name }
  for (const [key, field] of Object.entries(fields)) {
    if (key === '_' || field === null || field === undefined) continue
    plain[key] = toPlain(field)
  }
  return plain
}

// Arguments for mtcute: plain objects, with BigInt where a long is. What comes from the library itself stays.
export function toMtcute(value) {
  if (typeof value === 'bigint') return Long.fromString(value.toString())
  if (Array.isArray(value)) return value.map(toMtcute)
  if (value === null || typeof value !== 'object' || Long.isLong(value) || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toMtcute(field)]))
}

// Arguments for GramJS: a class of its Api for every plain object.
export function toGramjs(Api, bigInt, value) {
  if (typeof value === 'bigint') return bigInt(value.toString())
  if (Array.isArray(value)) return value.map((each) => toGramjs(Api, bigInt, each))
  if (value === null || typeof value !== 'object' || value.className || bigInt.isInstance(value)) return value
  if (value instanceof Uint8Array) return value
  const { _, ...fields } = value
  return new Api[upperFirst(_)](gramjsFields(Api, bigInt, fields))
}

export function gramjsFields(Api, bigInt, fields) {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, toGramjs(Api, bigInt, field)]))
}

// Over a pipe of JSON: BigInt and bytes have forms of their own there.
export const toJson = (value) =>
  JSON.stringify(value, (_, field) => {
    if (typeof field === 'bigint') return { $int: field.toString() }
    return field?.type === 'Buffer' ? { $bytes: Buffer.from(field.data).toString('hex') } : field
  })
export const fromJson = (text) =>
  JSON.parse(text, (_, field) => {
    if (field?.$int) return BigInt(field.$int)
    return field?.$bytes === undefined ? field : Buffer.from(field.$bytes, 'hex')
  })
