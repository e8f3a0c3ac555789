// Forms as authorities fill them in.
export const tco = (...content) => ({
  authority_country: 'DE', addressee: 'Chat Example GmbH', issued_at: '2027-01-15T02:55:00Z', reference: 'ST 35-123/27',
  content, material: ['incites'], reasons: 'It calls for attacks.', authority_type: 'administrative',
  authority: 'Bundeskriminalamt', official: 'KHK Muster', file_number: '35-1', authority_address: '65173 Wiesbaden',
  official_phone: '+49 611 55-0', official_mail: 'tco@bka.example', redress_body: 'VG Wiesbaden',
  redress_deadline: 'one month', redress_law: 'VwGO 74', language: 'de',
})

export const epoc = (more = {}) => ({
  authority_country: 'DE', authority: 'StA Köln', authority_type: 'prosecutor', reference: '12 Js 3/27',
  addressee: 'Chat Example GmbH', identifier_kinds: ['account'], persons: ['@somebody'], service: 'messages',
  data_categories: ['subscriber'], offence: 'three-years', provisions: 'StGB 263', official: 'StAin Muster',
  official_mail: 'muster@sta.example', issued_at: '2027-01-15T02:55:00Z', language: 'de', recipient: 'StA Köln',
  certificate: '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----', ...more,
})
