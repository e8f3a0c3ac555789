import { gramjsClient } from './gramjs_family.mjs'

export const { client, open } = gramjsClient({ name: 'GramJS', version: '2.26.22', packageName: 'telegram' })
