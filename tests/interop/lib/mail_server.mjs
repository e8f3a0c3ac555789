// A real mail server on loopback (tests/support/smtp_server.py), and what it has taken.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../support/smtp_server.py', import.meta.url))

export class MailServer {
  static async start() {
    const server = new MailServer()
    server.folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-mail-'))
    server.child = spawn('python3', [program, server.folder, '0'], { stdio: ['pipe', 'pipe', 'inherit'] })
    server.port = await new Promise((resolve, reject) => {
      server.child.stdout.once('data', (line) => resolve(Number(line)))
      server.child.once('exit', () => reject(new Error('the mail server ended')))
    })
    return server
  }

  // [delivery] of a botschaft.toml
  get config() {
    return `[delivery]\nemail = "smtp"\nsmtp_url = "smtp://127.0.0.1:${this.port}"\nsmtp_from = "desk@example.org"\n`
  }

  // The texts that came for an address, the oldest first.
  textsTo(address) {
    return readdirSync(this.folder).filter((name) => name.endsWith('.mail')).sort()
      .map((name) => readFileSync(path.join(this.folder, name), 'utf8').replaceAll('\r\n', '\n'))
      .filter((mail) => mail.startsWith(`RCPT ${address}\n`))
      .map((mail) => Buffer.from(mail.split('\n\n').slice(2).join(''), 'base64').toString())
  }

  stop() {
    this.child.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
