// The server the browser talks to: started as in the interop suite, and serving the built client.
import { eventually, Server, sleep } from '../../interop/lib/server.mjs'

export { eventually, sleep }

export function startServer(...args) {
  return Server.start({ args: ['--web', process.env.BOTSCHAFT_WEB, ...args] })
}

export function originOf(server) {
  return `http://127.0.0.1:${server.port}`
}

// The newest code for what somebody typed. To be asked for once the page wants it: then the server has stored it.
export function codeFor(server, login) {
  return server.code(login.includes('@') ? login.toLowerCase() : login.replace(/\D/g, ''))
}
