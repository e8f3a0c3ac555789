import { tl } from '@mtcute/core'
import type { Api } from '../api'
import { toUser } from '../convert/user'
import { ApiError } from '../errors'
import type { CodeChannel, SentCode, User } from '../types'
import { forgetFiles } from '../files/store'
import { forgetSession, type Context } from './context'

const LOG_OUT_MS = 3_000

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function codeChannel(type: tl.auth.TypeSentCodeType): CodeChannel {
  switch (type._) {
    case 'auth.sentCodeTypeEmailCode':
      return 'email'
    case 'auth.sentCodeTypeSms':
      return 'sms'
    case 'auth.sentCodeTypeApp':
      return 'app'
    case 'auth.sentCodeTypeCall':
      return 'call'
    default:
      return 'other'
  }
}

function toSentCode(raw: tl.auth.TypeSentCode): SentCode {
  if (raw._ === 'auth.sentCode' && raw.type._ === 'auth.sentCodeTypeSetUpEmailRequired') {
    throw new ApiError({ name: 'EMAIL_REQUIRED', code: 400, seconds: null })
  }
  if (raw._ !== 'auth.sentCode') throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
  const length = 'length' in raw.type ? raw.type.length : 0
  return {
    hash: raw.phoneCodeHash,
    channel: codeChannel(raw.type),
    length,
    resendAfter: raw.nextType ? (raw.timeout ?? 0) : null,
  }
}

/** A phone number in the form the server stores, digits only; an e-mail address stays as it is. */
export function normalizeLogin(login: string): string {
  const text = login.trim()
  return text.includes('@') ? text.toLowerCase() : text.replace(/\D/g, '')
}

async function signedIn(context: Context, authorization: tl.auth.TypeAuthorization): Promise<User> {
  const raw = await context.client.notifyLoggedIn(authorization)
  const me = toUser(raw)
  if (!me) throw new ApiError({ name: 'INTERNAL', code: 500, seconds: null })
  context.selfId = me.id
  return me
}

type AuthApi = Pick<Api, 'sendCode' | 'resendCode' | 'signIn' | 'signUp' | 'checkPassword' | 'logOut'>

export function authApi(context: Context): AuthApi {
  return {
    async sendCode(login, invitation) {
      const { id, hash } = await context.client.getApiCredentials()
      const sent = await context.call({
        _: 'auth.sendCode',
        phoneNumber: normalizeLogin(login),
        apiId: id,
        apiHash: hash,
        settings: invitation
          ? { _: 'codeSettings', token: invitation, appSandbox: false }
          : { _: 'codeSettings' },
      })
      return toSentCode(sent)
    },

    async resendCode(login, hash) {
      return toSentCode(
        await context.call({ _: 'auth.resendCode', phoneNumber: normalizeLogin(login), phoneCodeHash: hash }),
      )
    },

    async signIn(login, hash, code) {
      try {
        const result = await context.call({
          _: 'auth.signIn',
          phoneNumber: normalizeLogin(login),
          phoneCodeHash: hash,
          phoneCode: code,
        })
        if (result._ === 'auth.authorizationSignUpRequired') return { step: 'signUp' }
        return { step: 'done', me: await signedIn(context, result) }
      } catch (error) {
        if (!tl.RpcError.is(error, 'SESSION_PASSWORD_NEEDED')) throw error
        const password = await context.call({ _: 'account.getPassword' })
        return { step: 'password', hint: password.hint ?? '' }
      }
    },

    async signUp(login, hash, firstName, lastName) {
      return signedIn(
        context,
        await context.call({
          _: 'auth.signUp',
          phoneNumber: normalizeLogin(login),
          phoneCodeHash: hash,
          firstName,
          lastName,
        }),
      )
    },

    async checkPassword(password) {
      const request = await context.call({ _: 'account.getPassword' })
      const proof = await context.client.computeSrpParams(request, password)
      return signedIn(context, await context.call({ _: 'auth.checkPassword', password: proof }))
    },

    async logOut() {
      // The server may forget this device's key before its answer is read; waiting for it would be for nothing.
      await Promise.race([context.client.call({ _: 'auth.logOut' }), sleep(LOG_OUT_MS)]).catch(() => {})
      await Promise.race([context.client.destroy(), sleep(LOG_OUT_MS)])
      await Promise.all([forgetSession(), forgetFiles()])
    },
  }
}
