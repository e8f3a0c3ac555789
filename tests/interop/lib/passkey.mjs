// A passkey as a program has it: an authenticator with one ES256 key, and the desk's API as a person with it uses it.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

const base64url = (bytes) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes) => createHash('sha256').update(bytes).digest()

// CBOR heads of major types 2 and 3 (RFC 8949) for lengths below 65536.
function cborString(major, bytes) {
  const body = Buffer.from(bytes)
  const head = body.length < 24 ? [body.length] : body.length < 256 ? [24, body.length] : [25, body.length >> 8, body.length & 255]
  head[0] |= major << 5
  return Buffer.concat([Buffer.from(head), body])
}
const text = (word) => cborString(3, word)

export class Passkey {
  constructor(origin) {
    this.origin = origin
    this.id = randomBytes(24)
    this.counter = 0
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = privateKey
    this.point = publicKey.export({ format: 'jwk' })
  }

  clientData(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  authenticatorData(site, flags) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(site), Buffer.from([flags]), counter])
  }

  // What navigator.credentials.create() gives for these options, as JSON. Flags: present, verified, attested.
  create(options) {
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), cborString(2, Buffer.from(this.point.x, 'base64url')),
      Buffer.from([0x22]), cborString(2, Buffer.from(this.point.y, 'base64url')),
    ])
    const data = Buffer.concat([
      this.authenticatorData(options.rp.id, 0x45), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key,
    ])
    const attestation = Buffer.concat([
      Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), cborString(2, data),
    ])
    return {
      id: base64url(this.id), rawId: base64url(this.id), type: 'public-key', clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(this.clientData('webauthn.create', options.challenge)), attestationObject: base64url(attestation),
      },
    }
  }

  // Likewise navigator.credentials.get().
  get(options) {
    this.counter += 1
    const client = this.clientData('webauthn.get', options.challenge)
    const data = this.authenticatorData(options.rpId, 0x05)
    const signature = createSign('sha256').update(data).update(sha256(client)).sign(this.privateKey)
    return {
      id: base64url(this.id), rawId: base64url(this.id), type: 'public-key', clientExtensionResults: {},
      response: { clientDataJSON: base64url(client), authenticatorData: base64url(data), signature: base64url(signature) },
    }
  }
}

// Somebody of the desk, or a stranger: calls of its API with whatever shows who they are.
export class DeskPerson {
  constructor(server, headers = {}) {
    this.server = server
    this.headers = headers
    this.cookies = new Map()
  }

  // Taken in on the console with these roles, enrolled by the link, and signed in. The server's base_url has to be
  // http://localhost:PORT, for passkeys are of names and not of addresses.
  static async add(server, name, ...roles) {
    const added = await server.cli('desk', 'add', name, ...roles.flatMap((role) => ['--role', role]))
    const person = new DeskPerson(server)
    person.id = added.id
    person.passkey = new Passkey(`http://localhost:${server.port}`)
    const token = added.link.slice(added.link.indexOf('#') + 1)
    const options = await person.post('enrol/options', { token })
    await person.post('enrol/verify', { token, credential: person.passkey.create(options) })
    return person
  }

  async signIn() {
    const options = await this.post('session/passkey/options', {})
    return this.post('session/passkey/verify', { credential: this.passkey.get(options) })
  }

  // -> {status, body, location}; cookies that are set are kept.
  async ask(method, path, body) {
    const headers = { 'Content-Type': 'application/json', 'X-Desk': '1', ...this.headers }
    if (this.cookies.size) headers.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const url = new URL(path, `http://127.0.0.1:${this.server.port}/desk/api/v1/`)
    const response = await fetch(url, { method, headers, redirect: 'manual', body: body && JSON.stringify(body) })
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=')
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    return { status: response.status, body: await response.json(), location: response.headers.get('location') }
  }

  // The body of a call that has to be taken.
  async post(path, body = {}) {
    const answer = await this.ask('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async get(path) {
    const answer = await this.ask('GET', path)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}
