/** The fields of a payload as src/desk/fields.cpp writes them ("key: value", escaped); one nameless field for others. */
export function fieldsOf(payload: string): Array<[name: string, value: string]> {
  const lines = payload.split('\n').filter((line) => line !== '')
  const fields = lines.map((line) => /^([a-z][a-z0-9_-]*): ?(.*)$/.exec(line))
  if (fields.length === 0 || fields.some((it) => it === null)) return [['', payload]]
  return fields.map((it) => [it?.[1] ?? '', unescape(it?.[2] ?? '')])
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
}
