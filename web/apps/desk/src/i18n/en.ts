import { log } from './log.en'
import { staff } from './staff.en'
import { words } from './words.en'

/** Every text a reader sees. The German catalogue has the same keys; a test holds the two together. */
export const en = {
  'app.title': 'The desk',
  'app.loading': 'Opening the desk…',
  'app.unreachable': 'The server does not answer',
  'app.unreachableText': 'Check your connection, then load this page again.',
  'app.retry': 'Try again',
  'app.nowhere': 'There is nothing here',
  'app.nowhereText': 'The address may be mistyped, or it is not for you.',
  'app.toDesk': 'To the desk',

  'nav.label': 'Pages of the desk',
  'nav.queue': 'Queue',
  'nav.cases': 'My cases',
  'nav.log': 'Contact log',
  'nav.menu': 'Settings',
  'nav.light': 'Light',
  'nav.dark': 'Dark',
  'nav.signIn': 'Sign in',
  'nav.signOut': 'Sign out',

  'home.title': 'The desk of this server',
  'home.intro':
    'Whoever must reach the people who run this server can do so here, and both sides can prove that it happened.',
  'home.write': 'Write to us',
  'home.writeText': 'Who is responsible, in which languages, and how to reach us without any account.',
  'home.contact': 'Contact',
  'home.log': 'Check the log',
  'home.logText': 'See that your report or your order was received, and that nothing was removed afterwards.',
  'home.openLog': 'Open the contact log',
  'home.staff': 'Officers, flaggers and staff',
  'home.staffText': 'Sign in with the passkey you made when you were invited.',

  'signIn.title': 'Sign in to the desk',
  'signIn.intro': 'Your passkey shows who you are. There are no passwords here.',
  'signIn.enter': 'Sign in with a passkey',
  'signIn.lost': 'Lost your passkey? Whoever invited you can give you a new link.',
  'passkey.unsupported':
    'This browser cannot use passkeys on this address. They need https:, or a page of this very machine.',
  'passkey.cancelled': 'Nothing was signed. Try again when you are ready.',

  'enrol.title': 'Make your passkey',
  'enrol.intro':
    'You were invited to the desk. Your device makes a key that never leaves it; from then on it opens the desk. The link works once.',
  'enrol.make': 'Make a passkey',
  'enrol.done': 'Your passkey is made.',
  'enrol.noToken': 'This link is incomplete. Open it exactly as it was given to you.',

  'failure.signIn': 'You are not signed in, or not known here.',
  'failure.missing': 'That cannot be done: {what}.',
  'failure.tooMany': 'Too many requests. Wait a little and try again.',

  ...log,
  ...staff,
  ...words,
} as const

export type MessageKey = keyof typeof en
