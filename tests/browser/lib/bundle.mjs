// Modules of the web client, as they are written there, for tests.
import { rolldown } from '../../../web/node_modules/rolldown/dist/index.mjs'

// The module with all it imports, as one script.
export async function bundled(input) {
  const bundle = await rolldown({ input })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  return output[0].code
}

export async function imported(input) {
  return import(`data:text/javascript,${encodeURIComponent(await bundled(input))}`)
}
