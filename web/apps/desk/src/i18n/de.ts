import type { MessageKey } from './en'
import { log } from './log.de'
import { staff } from './staff.de'
import { words } from './words.de'

export const de: Record<MessageKey, string> = {
  'app.title': 'Der Schalter',
  'app.loading': 'Der Schalter wird geöffnet…',
  'app.unreachable': 'Der Server antwortet nicht',
  'app.unreachableText': 'Prüfe deine Verbindung und lade die Seite noch einmal.',
  'app.retry': 'Noch einmal',
  'app.nowhere': 'Hier ist nichts',
  'app.nowhereText': 'Vielleicht ist die Adresse falsch geschrieben, oder sie ist nicht für dich.',
  'app.toDesk': 'Zum Schalter',

  'nav.label': 'Seiten des Schalters',
  'nav.queue': 'Warteschlange',
  'nav.cases': 'Meine Vorgänge',
  'nav.log': 'Kontaktprotokoll',
  'nav.menu': 'Einstellungen',
  'nav.light': 'Hell',
  'nav.dark': 'Dunkel',
  'nav.signIn': 'Anmelden',
  'nav.signOut': 'Abmelden',

  'home.title': 'Der Schalter dieses Servers',
  'home.intro':
    'Wer die Menschen erreichen muss, die diesen Server betreiben, kann das hier tun, und beide Seiten können es beweisen.',
  'home.write': 'Schreib uns',
  'home.writeText': 'Wer verantwortlich ist, in welchen Sprachen, und wie man uns ohne Konto erreicht.',
  'home.contact': 'Kontakt',
  'home.log': 'Protokoll prüfen',
  'home.logText':
    'Sieh nach, dass deine Meldung oder Anordnung angekommen ist und danach nichts entfernt wurde.',
  'home.openLog': 'Kontaktprotokoll öffnen',
  'home.staff': 'Behörden, Hinweisgeber und Team',
  'home.staffText': 'Melde dich mit dem Passkey an, den du bei deiner Einladung erstellt hast.',

  'signIn.title': 'Am Schalter anmelden',
  'signIn.intro': 'Dein Passkey zeigt, wer du bist. Passwörter gibt es hier nicht.',
  'signIn.enter': 'Mit Passkey anmelden',
  'signIn.lost': 'Passkey verloren? Wer dich eingeladen hat, kann dir einen neuen Link geben.',
  'passkey.unsupported':
    'Dieser Browser kann unter dieser Adresse keine Passkeys benutzen. Sie brauchen https: oder eine Seite auf eben diesem Rechner.',
  'passkey.cancelled': 'Es wurde nichts unterschrieben. Versuche es noch einmal, wenn du so weit bist.',

  'enrol.title': 'Passkey erstellen',
  'enrol.intro':
    'Du bist an den Schalter eingeladen. Dein Gerät erstellt einen Schlüssel, der es nie verlässt; fortan öffnet er den Schalter. Der Link gilt einmal.',
  'enrol.make': 'Passkey erstellen',
  'enrol.done': 'Dein Passkey ist erstellt.',
  'enrol.noToken': 'Dieser Link ist unvollständig. Öffne ihn genau so, wie du ihn bekommen hast.',

  'failure.signIn': 'Du bist nicht angemeldet oder hier nicht bekannt.',
  'failure.missing': 'Das geht nicht: {what}.',
  'failure.tooMany': 'Zu viele Anfragen. Warte ein wenig und versuche es noch einmal.',

  ...log,
  ...staff,
  ...words,
}
