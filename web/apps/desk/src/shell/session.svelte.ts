import { get, post, Refused } from '../api/http'
import type { Me, Role } from '../api/types'

const STAFF: readonly Role[] = ['moderator', 'second-reviewer', 'appeal-reviewer', 'operator']

/** Who sits before the page: nobody known, or somebody of the desk, an authority, or a trusted flagger. */
class Session {
  me = $state<Me | null>(null)
  isKnown = $state(false)

  get isStaff(): boolean {
    return this.has(...STAFF) || this.has('auditor')
  }
  get isAuditor(): boolean {
    return this.has('auditor')
  }
  has(...roles: Role[]): boolean {
    return this.me?.roles.some((it) => roles.includes(it)) ?? false
  }

  async load(): Promise<void> {
    try {
      this.me = await get<Me>('/me')
    } catch (error) {
      this.me = null
      if (!(error instanceof Refused)) throw error
    } finally {
      this.isKnown = true
    }
  }

  async end(): Promise<void> {
    await post('/session/end')
    this.me = null
  }
}

export const session = new Session()
