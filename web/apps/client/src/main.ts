import '@botschaft/ui/theme.css'
import { connectToWorker } from '@botschaft/protocol'
import { mount } from 'svelte'
import Shell from './features/shell/Shell.svelte'
import { App } from './state/app.svelte'
import { preferences } from './state/preferences.svelte'

preferences.apply()

const worker = new Worker(new URL('./protocol.worker.ts', import.meta.url), { type: 'module' })
const connection = connectToWorker(worker)
const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')

mount(Shell, { target, props: { app: new App(connection), connection } })
