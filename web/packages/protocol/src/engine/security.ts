import Long from 'long'
import type { tl } from '@mtcute/core'
import type { Api } from '../api'
import type { SessionInfo } from '../types'
import type { Context } from './context'

function toSession(raw: tl.TypeAuthorization): SessionInfo {
  return {
    key: raw.current ? null : raw.hash.toString(),
    device: raw.deviceModel,
    app: [raw.appName, raw.appVersion].filter(Boolean).join(' '),
    platform: raw.systemVersion || raw.platform,
    address: raw.ip,
    place: [raw.region, raw.country].filter(Boolean).join(', '),
    createdAt: raw.dateCreated,
    activeAt: raw.dateActive,
  }
}

type SecurityApi = Pick<
  Api,
  'getSessions' | 'terminateSession' | 'terminateOtherSessions' | 'getPasswordState' | 'changePassword'
>

export function securityApi(context: Context): SecurityApi {
  return {
    async getSessions() {
      const { authorizations } = await context.call({ _: 'account.getAuthorizations' })
      return authorizations.map(toSession)
    },

    async terminateSession(key) {
      await context.call({ _: 'account.resetAuthorization', hash: Long.fromString(key) })
    },

    async terminateOtherSessions() {
      await context.call({ _: 'auth.resetAuthorizations' })
    },

    async getPasswordState() {
      const state = await context.call({ _: 'account.getPassword' })
      return { isSet: state.hasPassword ?? false, hint: state.hint ?? '' }
    },

    async changePassword(current, next, hint) {
      const state = await context.call({ _: 'account.getPassword' })
      const password: tl.TypeInputCheckPasswordSRP = state.hasPassword
        ? await context.client.computeSrpParams(state, current ?? '')
        : { _: 'inputCheckPasswordEmpty' }
      const newSettings: tl.account.TypePasswordInputSettings =
        next === null
          ? {
              _: 'account.passwordInputSettings',
              newAlgo: { _: 'passwordKdfAlgoUnknown' },
              newPasswordHash: new Uint8Array(0),
              hint: '',
            }
          : {
              _: 'account.passwordInputSettings',
              newAlgo: state.newAlgo,
              hint,
              newPasswordHash: await context.client.computeNewPasswordHash(state.newAlgo, next),
            }
      await context.call({ _: 'account.updatePasswordSettings', password, newSettings })
    },
  }
}
