import { gramjsClient } from './gramjs_family.mjs'

export const { client, open } = gramjsClient({ name: 'teleproto', version: '214.1.7', packageName: 'teleproto' })
