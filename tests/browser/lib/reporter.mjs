// One line a test, the reason below the ones that failed, and the count.
export default async function* report(events) {
  let passed = 0
  let failed = 0
  for await (const { type, data } of events) {
    // Node reports each file as a test around its tests.
    const isFile = data?.name?.endsWith('.mjs')
    if (type === 'test:pass' && data.skip) {
      yield `skip  ${data.name}\n`
    } else if (type === 'test:pass' && !isFile) {
      passed += 1
      yield `ok    ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`
    } else if (type === 'test:fail' && !isFile) {
      failed += 1
      const { cause } = data.details.error
      yield `FAIL  ${data.name}\n      ${String(cause?.stack ?? cause ?? data.details.error).replaceAll('\n', '\n      ')}\n`
    } else if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message
    }
  }
  yield `${passed} passed, ${failed} failed\n`
}
