/**
 * The plain types the user interface works with. Nothing of TL leaves this package: every value here survives
 * structured cloning, ids are numbers in the "marked" form (users positive,
 * groups negative, supergroups and channels below -10^12), and dates are Unix seconds.
 */

export type * from './types/account'
export type * from './types/admin-log'
export type * from './types/base'
export type * from './types/chat'
export type * from './types/dialog'
export type * from './types/manage'
export type * from './types/media'
export type * from './types/message'
export type * from './types/outgoing'
export type * from './types/stickers'
export type * from './types/thread'
