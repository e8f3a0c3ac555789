import type { ICryptoProvider } from '@mtcute/core/utils.js'
import { BaseCryptoProvider } from '@mtcute/core/utils.js'
import {
  createCtr256,
  ctr256,
  deflateMaxSize,
  freeCtr256,
  getWasmUrl,
  gunzip,
  ige256Decrypt,
  ige256Encrypt,
  initSync,
  sha1,
  sha256,
} from '@mtcute/wasm'
import { ApiError } from '../errors'

const HASHES: Record<string, string> = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' }

/**
 * mtcute's own browser provider refuses to exist without SubtleCrypto, which browsers offer on https: and localhost
 * only. Everything but the password functions runs in WebAssembly, so a server on a plain home network stays usable.
 */
export class WasmCrypto extends BaseCryptoProvider implements ICryptoProvider {
  async initialize(): Promise<void> {
    const response = await fetch(getWasmUrl())
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer())
    initSync(instance)
  }

  sha1 = sha1
  sha256 = sha256
  gzip = deflateMaxSize
  gunzip = gunzip

  createAesCtr(key: Uint8Array, iv: Uint8Array) {
    const context = createCtr256(key, iv)
    return { process: (data: Uint8Array) => ctr256(context, data), close: () => freeCtr256(context) }
  }

  createAesIge(key: Uint8Array, iv: Uint8Array) {
    return {
      encrypt: (data: Uint8Array) => ige256Encrypt(data, key, iv),
      decrypt: (data: Uint8Array) => ige256Decrypt(data, key, iv),
    }
  }

  randomFill(buffer: Uint8Array): void {
    crypto.getRandomValues(buffer as Uint8Array<ArrayBuffer>)
  }

  async pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number, keylen = 64, algo = 'sha512') {
    const subtle = this.subtle()
    const material = await subtle.importKey('raw', password as BufferSource, 'PBKDF2', false, ['deriveBits'])
    const parameters = { name: 'PBKDF2', salt: salt as BufferSource, iterations, hash: HASHES[algo] ?? algo }
    return new Uint8Array(await subtle.deriveBits(parameters, material, keylen * 8))
  }

  async hmacSha256(data: Uint8Array, key: Uint8Array) {
    const subtle = this.subtle()
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const material = await subtle.importKey('raw', key as BufferSource, algorithm, false, ['sign'])
    return new Uint8Array(await subtle.sign('HMAC', material, data as BufferSource))
  }

  private subtle(): SubtleCrypto {
    if (!globalThis.isSecureContext)
      throw new ApiError({ name: 'INSECURE_CONTEXT', code: 400, seconds: null })
    return crypto.subtle
  }
}
