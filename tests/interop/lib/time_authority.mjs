// A time-stamping authority (RFC 3161): OpenSSL's, behind HTTP.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

const config = (folder) => `
[tsa]
default_tsa = stamps
[stamps]
serial = ${folder}/serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
[request]
distinguished_name = name
prompt = no
x509_extensions = extensions
[name]
CN = Time of the tests
[extensions]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`

export class TimeAuthority {
  answers = 0

  // `folder`: for its key and what is between two programs. `certificate` is what it is believed by.
  static async open(folder) {
    const authority = new TimeAuthority()
    const at = (name) => path.join(folder, name)
    const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    fs.writeFileSync(at('config'), config(folder))
    fs.writeFileSync(at('serial'), '01\n')
    authority.certificate = at('certificate.pem')
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-config', at('config'), '-section', 'request',
      '-keyout', at('key.pem'), '-out', authority.certificate)
    authority.server = http.createServer((request, response) => {
      const parts = []
      request.on('data', (part) => parts.push(part)).on('end', () => {
        fs.writeFileSync(at('query'), Buffer.concat(parts))
        const answer = openssl('ts', '-reply', '-config', at('config'), '-section', 'stamps', '-queryfile', at('query'),
          '-signer', authority.certificate, '-inkey', at('key.pem'))
        authority.answers += 1
        response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(answer)
      })
    })
    await new Promise((resolve) => authority.server.listen(0, '127.0.0.1', resolve))
    authority.url = `http://127.0.0.1:${authority.server.address().port}`
    return authority
  }

  close() {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(resolve))
  }
}
