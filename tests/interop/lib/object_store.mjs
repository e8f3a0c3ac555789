// A real S3 server (tests/support/s3_server.py: OpenStack Swift) for the files of a server.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../support/s3_server.py', import.meta.url))

export class ObjectStore {
  static async start(directory) {
    const store = new ObjectStore()
    store.directory = directory
    mkdirSync(directory, { recursive: true })
    await store.launch()
    return store
  }

  // Again: at the same port, with what it had.
  async launch() {
    // Debian's own interpreter, which has Debian's packages. It ends when its standard input does.
    this.child = spawn('/usr/bin/python3', [program, this.directory, String(this.port ?? 0)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: this.child.stdout })
    const { value } = await lines[Symbol.asyncIterator]().next()
    if (!value) throw new Error('no S3 server: is python3-swift installed (packaging/packages.test)?')
    this.port = Number(value)
  }

  // Writes the settings by which a server with that data directory keeps its files here.
  serve(dataDir) {
    const keys = path.join(dataDir, 's3.keys')
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(keys, 'tests:files\nnot-a-secret\n', { mode: 0o600 })
    writeFileSync(path.join(dataDir, 'botschaft.toml'), [
      '[storage]', 'kind = "s3"', `s3_endpoint = "http://127.0.0.1:${this.port}"`, 's3_bucket = "files"',
      `s3_key_file = "${keys}"`, '',
    ].join('\n'))
  }

  stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGKILL')
    return ended
  }
}
