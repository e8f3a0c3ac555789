// A real server on loopback with its own temporary data directory.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { ObjectStore } from './object_store.mjs'

const run = promisify(execFile)
const binary = process.env.BOTSCHAFT_BIN
if (!binary) throw new Error('BOTSCHAFT_BIN is not set; use tests/interop/run')

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export async function eventually(what, probe, { timeoutMs = 15_000, everyMs = 50 } = {}) {
  const deadline = Date.now() + timeoutMs
  let last
  for (;;) {
    try {
      const value = await probe()
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what} (last: ${last})`)
    await sleep(everyMs)
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

export class Server {
  // Flood limits are off: one address signs in dozens of people here. storage 's3' keeps the files in an object store;
  // config is its botschaft.toml (or makes it, given the port), clock a TestClock (clock.mjs) that it tells the time by.
  static async start({
    args = ['--no-flood-limits'], storage = process.env.BOTSCHAFT_TEST_STORAGE, config, clock,
  } = {}) {
    const server = new Server()
    server.clock = clock
    server.root = mkdtempSync(path.join(os.tmpdir(), 'botschaft-'))
    server.dataDir = path.join(server.root, 'data')
    server.port = await freePort()
    if (config) {
      mkdirSync(server.dataDir, { mode: 0o700 })
      const settings = typeof config === 'function' ? config(server.port) : config
      writeFileSync(path.join(server.dataDir, 'botschaft.toml'), settings)
    }
    server.args = args
    if (storage === 's3') {
      server.objectStore = await ObjectStore.start(path.join(server.root, 's3'))
      server.objectStore.serve(server.dataDir)
    }
    await server.launch()
    return server
  }

  async launch() {
    this.log = path.join(this.root, 'server.log')
    const out = openSync(this.log, 'a')
    this.child = spawn(binary, ['serve', '--data', this.dataDir, '--listen', `127.0.0.1:${this.port}`, ...this.args], {
      stdio: ['ignore', out, out], env: { ...process.env, ...this.clock?.env },
    })
    this.exited = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })))
    this.info = await eventually('server answers', async () => {
      if (this.child.exitCode !== null) throw new Error(`server exited: ${readFileSync(this.log, 'utf8')}`)
      const response = await fetch(`http://127.0.0.1:${this.port}/.well-known/botschaft.json`)
      return response.ok && response.json()
    })
    this.proxySecret ??= (await this.cli('keys')).mtproxy_secret
  }

  // A command of the program with --json, against this server's data directory.
  async cli(...args) {
    const { stdout } = await run(binary, [...args, '--data', this.dataDir, '--json'])
    return JSON.parse(stdout)
  }

  // The newest sign-in code for a phone number or e-mail address.
  async code(to, { after = 0 } = {}) {
    const digits = to.replace(/^\+/, '')
    return eventually(`a code for ${to}`, async () => {
      const codes = await this.cli('codes')
      const mine = codes.filter((c) => (c.phone ?? c.email ?? '').replace(/^\+/, '') === digits)
      return mine.length > after && mine.at(-1).code
    })
  }

  async kill(signal = 'SIGKILL') {
    this.child.kill(signal)
    return this.exited
  }

  async stop() {
    const { code } = await this.kill('SIGTERM')
    await this.objectStore?.stop()
    const log = readFileSync(this.log, 'utf8')
    if (code !== 0) throw new Error(`server ended with ${code}: ${log.slice(-4000)}`)
    rmSync(this.root, { recursive: true, force: true })
    this.clock?.remove()
  }
}
