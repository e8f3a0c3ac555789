import '@botschaft/ui/theme.css'
import './shell/desk.css'
import { mount } from 'svelte'
import App from './shell/App.svelte'
import { preferences } from './shell/preferences.svelte'

preferences.apply()

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(App, { target })
