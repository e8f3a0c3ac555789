import type { PrivacyKey } from '@botschaft/protocol'

/** What the page of privacy offers; calls and voice messages are not yet part of this client. */
export const PRIVACY_KEYS = [
  'statusTimestamp',
  'phoneNumber',
  'addedByPhone',
  'about',
  'birthday',
  'profilePhoto',
  'forwards',
  'chatInvite',
  'voiceMessages',
  'phoneCall',
  'phoneP2P',
] as const satisfies PrivacyKey[]

/** By whom one is found cannot be left to nobody: a contact who has the number knows it already. */
export const basesOf = (key: PrivacyKey) =>
  key === 'addedByPhone'
    ? (['everybody', 'contacts'] as const)
    : (['everybody', 'contacts', 'nobody'] as const)
