import type { log as english } from './log.en'

export const log: Record<keyof typeof english, string> = {
  'log.title': 'Das Kontaktprotokoll',
  'log.intro':
    'Jeder Kontakt mit diesem Server und jede Entscheidung hinterlässt hier einen Eintrag, den niemand unbemerkt ändern oder entfernen kann. Was folgt, hat dein Browser selbst geprüft.',
  'log.checking': 'Das Protokoll wird geprüft…',
  'log.unreadable': 'Das Protokoll ist nicht lesbar',
  'log.unreadableText': 'Es fehlt, oder es ist nicht mit seinem eigenen Schlüssel unterschrieben.',
  'log.checkpoint': 'Was unterschrieben ist',
  'log.well': 'An diesem Protokoll ist nichts auszusetzen.',
  'log.notWell': 'Mit diesem Protokoll stimmt etwas nicht.',
  'log.signed': 'Dieser Stand ist mit dem Schlüssel des Protokolls unterschrieben.',
  'log.whole': 'Die veröffentlichten Prüfsummen führen zur unterschriebenen Wurzel.',
  'log.notWhole':
    'Die veröffentlichten Prüfsummen führen nicht zur unterschriebenen Wurzel: etwas wurde verändert.',
  'log.growth.first-look':
    'Dieser Browser sieht das Protokoll zum ersten Mal. Beim nächsten Mal merkt er, ob etwas umgeschrieben wurde.',
  'log.growth.unchanged': 'Seit {when} ist nichts hinzugekommen.',
  'log.growth.grew':
    'Es ist seit {when} nur gewachsen: alle {size} Einträge von damals sind unverändert darin.',
  'log.growth.other-key': 'Es ist mit einem anderen Schlüssel unterschrieben als am {when}.',
  'log.growth.shrank': 'Es hat weniger Einträge als die {size} vom {when}.',
  'log.growth.rewritten': 'Einträge, die es am {when} gab, wurden geändert oder entfernt.',
  'log.origin': 'Name',
  'log.size': 'Größe',
  'log.entries.one': '{count} Eintrag',
  'log.entries.other': '{count} Einträge',
  'log.root': 'Wurzel',
  'log.key': 'Schlüssel',
  'log.keyHint':
    'Vergleiche den Schlüssel mit dem, den du von anderswo kennst: Wer dir diese Seite zeigt, könnte dir auch einen eigenen Schlüssel zeigen.',

  'witness.title': 'Zeugen',
  'witness.none': 'Niemand außerhalb hat diesen Stand unterschrieben.',
  'witness.signed': 'unterschrieben am {when}',
  'witness.wrong': 'die Unterschrift stimmt nicht',
  'witness.unknown': 'unterschrieben; der Schlüssel ist hier nicht bekannt',
  'witness.meansWith':
    'Ein Zeuge unterschreibt nur, was fortsetzt, was er zuvor gesehen hat. Der Betreiber könnte dir nur dann ein anderes Protokoll zeigen als anderen, wenn die Zeugen mithelfen.',
  'witness.meansWithout':
    'Ohne Zeugen, denen du vertraust, beweist dieses Protokoll allein wenig: Der Betreiber könnte dir ein anderes zeigen als anderen. Es beweist, wofür du eine Quittung hast und was dieser Browser oder jemandes Kopie zuvor gesehen hat.',
  'witness.keys': 'Schlüssel von Zeugen, denen du vertraust, einer je Zeile',
  'witness.keysHint': 'Nimm sie von den Zeugen selbst, nicht von diesem Server.',

  'receipt.title': 'Quittung prüfen',
  'receipt.intro':
    'Füge die Quittung ein, die du bekommen hast: den ganzen Text mit der Zeile der Unterschrift.',
  'receipt.label': 'Quittung',
  'receipt.check': 'Prüfen',
  'receipt.not-a-receipt': 'Das ist keine Quittung. Hast du alles eingefügt?',
  'receipt.other-log': 'Das ist die Quittung eines anderen Protokolls.',
  'receipt.bad-signature':
    'Die Unterschrift passt nicht: Der Text wurde verändert, oder dieser Server hat ihn nicht geschrieben.',
  'receipt.in-the-log': 'Bestätigt: Was du geschickt hast, ist Eintrag {index} des Protokolls.',
  'receipt.not-yet':
    'Die Quittung ist echt. Ihr Eintrag ist bis {when} versprochen; sieh dann noch einmal nach.',
  'receipt.omitted':
    'Die Quittung ist echt, aber ihr Eintrag fehlt. Er war bis {when} versprochen: Behalte die Quittung, sie beweist die Unterlassung.',
  'receipt.witnessed.one': '{count} Zeuge, dem du vertraust, hat das Protokoll damit unterschrieben.',
  'receipt.witnessed.other': '{count} Zeugen, denen du vertraust, haben das Protokoll damit unterschrieben.',
  'receipt.unwitnessed':
    'Noch kein Zeuge, dem du vertraust, hat dieses Protokoll unterschrieben. Behalte deine Quittung: Sie ist dein Beweis.',

  'record.case': 'Vorgang',
  'record.kind': 'Was',
  'record.time': 'Wann',

  'entries.title': 'Einträge',
  'entries.intro':
    'Was sie erzählen, ist verborgen; wen es betraf, der kann die eigenen öffnen. Drücke auf einen, um seinen Beweis zu sehen.',
  'entries.none': 'Es gibt noch keine Einträge.',
  'entries.more': 'Ältere',
  'entries.proven': 'Bewiesen: Er steht im unterschriebenen Baum mit {size} Einträgen.',
  'entries.notProven': 'Sein Beweis hält nicht.',
  'entries.path.one': '{count} Prüfsumme führt zur Wurzel',
  'entries.path.other': '{count} Prüfsummen führen zur Wurzel',
  'entries.download': 'Beweis herunterladen',

  'log-kind.received': 'Eingegangen',
  'log-kind.acked': 'Bestätigt',
  'log-kind.viewed': 'Angesehen',
  'log-kind.clock-paused': 'Frist ruht wegen einer Rückfrage',
  'log-kind.clock-resumed': 'Frist läuft weiter',
  'log-kind.proposed': 'Entscheidung vorgeschlagen',
  'log-kind.returned': 'Vorschlag zurückgegeben',
  'log-kind.decided': 'Entschieden',
  'log-kind.effected': 'Umgesetzt',
  'log-kind.notified': 'Jemand wurde benachrichtigt',
  'log-kind.disclosed': 'Daten herausgegeben',
  'log-kind.preserved': 'Daten gesichert',
  'log-kind.appealed': 'Beschwerde eingelegt',
  'log-kind.reversed': 'Aufgehoben',
  'log-kind.replied': 'Nachricht',
  'log-kind.withdrawn': 'Zurückgezogen',
  'log-kind.gag-set': 'Geheimhaltung beginnt',
  'log-kind.gag-ended': 'Geheimhaltung endet',
  'log-kind.escalated': 'Eskaliert',
  'log-kind.meeting': 'Besprechung',
  'log-kind.contact-changed': 'Kontaktdatei geändert',
  'log-kind.erased': 'Inhalt gelöscht',
  'log-kind.attempted': 'Versuch abgewiesen',
  'log-kind.evidence-viewed': 'Beweismittel angesehen',
  'log-kind.people-changed': 'Personen am Schalter geändert',
}
