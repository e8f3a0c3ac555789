// The entities of actor.mjs as the TL objects of libraries that name constructors as the schema does ({ _: name }).
const names = {
  bold: 'messageEntityBold', italic: 'messageEntityItalic', underline: 'messageEntityUnderline',
  strike: 'messageEntityStrike', code: 'messageEntityCode', pre: 'messageEntityPre', spoiler: 'messageEntitySpoiler',
  url: 'messageEntityUrl', text_link: 'messageEntityTextUrl', mention: 'messageEntityMention',
  blockquote: 'messageEntityBlockquote',
}
const types = Object.fromEntries(Object.entries(names).map(([type, name]) => [name, type]))

export function entityToTl({ type, offset, length, url, language }) {
  const more = { text_link: { url }, pre: { language: language ?? '' } }
  return { _: names[type], offset, length, ...more[type] }
}

export function entityOfTl({ _, offset, length, url, language }) {
  return { type: types[_] ?? _, offset, length, ...(url && { url }), ...(language && { language }) }
}
