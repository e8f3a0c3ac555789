// Passkeys: what the server asks for in JSON becomes what the browser takes, and back (WebAuthn, Level 3, 5.1.8 to
// 5.1.10; the browsers' own functions for it are not in all of them yet).
import { post } from '../../api/http'

export type Hindrance = 'unsupported' | 'cancelled'

export class CannotSign extends Error {
  constructor(readonly why: Hindrance) {
    super(why)
  }
}

interface Descriptor {
  id: string
  type: 'public-key'
}
interface RequestOptions {
  challenge: string
  rpId?: string
  timeout?: number
  userVerification?: UserVerificationRequirement
  allowCredentials?: Descriptor[]
}
interface CreationOptions {
  challenge: string
  rp: PublicKeyCredentialRpEntity
  user: { id: string; name: string; displayName: string }
  pubKeyCredParams: PublicKeyCredentialParameters[]
  timeout?: number
  excludeCredentials?: Descriptor[]
  authenticatorSelection?: AuthenticatorSelectionCriteria
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0))
}

function encode(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const descriptors = (list: Descriptor[] = []) => list.map(({ id, type }) => ({ id: decode(id), type }))

/** Other pages than those of https: and of this very machine are refused passkeys by the browser. */
export const canSign = () => 'credentials' in navigator && 'PublicKeyCredential' in window

async function asked(credential: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!canSign()) throw new CannotSign('unsupported')
  try {
    const made = await credential()
    if (made instanceof PublicKeyCredential) return made
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  throw new CannotSign('cancelled')
}

const shared = ({ id, rawId, type }: PublicKeyCredential) => ({ id, rawId: encode(rawId), type })

export async function signIn(): Promise<void> {
  const options = await post<RequestOptions>('/session/passkey/options')
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: decode(options.challenge),
        allowCredentials: descriptors(options.allowCredentials),
      },
    }),
  )
  const { authenticatorData, clientDataJSON, signature, userHandle } =
    credential.response as AuthenticatorAssertionResponse
  const response = {
    authenticatorData: encode(authenticatorData),
    clientDataJSON: encode(clientDataJSON),
    signature: encode(signature),
    ...(userHandle ? { userHandle: encode(userHandle) } : {}),
  }
  await post('/session/passkey/verify', { credential: { ...shared(credential), response } })
}

/** Makes a passkey for whoever holds the one-time link, and signs them in. */
export async function enrol(token: string): Promise<void> {
  const options = await post<CreationOptions>('/enrol/options', { token })
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: decode(options.challenge),
        user: { ...options.user, id: decode(options.user.id) },
        excludeCredentials: descriptors(options.excludeCredentials),
      },
    }),
  )
  const { attestationObject, clientDataJSON } = credential.response as AuthenticatorAttestationResponse
  const response = { attestationObject: encode(attestationObject), clientDataJSON: encode(clientDataJSON) }
  await post('/enrol/verify', { token, credential: { ...shared(credential), response } })
}
