// Stickers: those that come with the server, sets that people make, and what each keeps of them; done by one client,
// seen by the others.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, anna, ben
before(async () => {
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'] })
  ;({ anna, ben } = people)
})
after(() => people.part())

const named = (shortName) => ({ _: 'inputStickerSetShortName', shortName })
// The next update of that kind, not one that is past.
const raw = (device, kind) => {
  const past = new Set(device.seen)
  return device.until((e) => e.kind === 'raw' && e._ === kind && !past.has(e))
}
const installedAt = async (device) => {
  if (device === anna.tdlib) {
    const { sets } = await device.invoke('getInstalledStickerSets', { sticker_type: { _: 'stickerTypeRegular' } })
    return sets.map((set) => set.name)
  }
  const { sets } = await device.invoke('messages.getAllStickers', { hash: 0 })
  return sets.map((set) => set.shortName ?? set.short_name)
}
const installedEverywhere = (names) => Promise.all([anna.tdlib, anna.mtcute].map((device) =>
  eventually(`sets at ${device.name}`, async () => {
    assert.deepEqual(await installedAt(device), names)
    return true
  }, { everyMs: 300 })))

test('the set that comes with the server is found, looked at and installed', async () => {
  const set = await anna.tdlib.invoke('searchStickerSet', { name: 'botschaft' })
  assert.equal(set.stickers.length, 13)
  assert.ok(set.stickers.every((sticker) => sticker.format._ === 'stickerFormatTgs' && sticker.thumbnail))
  const trending = await anna.tdlib.invoke('getTrendingStickerSets', {
    sticker_type: { _: 'stickerTypeRegular' }, offset: 0, limit: 10,
  })
  assert.deepEqual(trending.sets.map((one) => one.name), ['botschaft'])
  const told = raw(anna.mtcute, 'updateNewStickerSet')
  await anna.tdlib.invoke('changeStickerSet', { set_id: set.id, is_installed: true, is_archived: false })
  await told
  await installedEverywhere(['botschaft'])
  const full = await ben.invoke('messages.getStickerSet', { stickerset: named('botschaft'), hash: 0 })
  assert.equal(full.documents.length, 13)
  assert.deepEqual(full.documents.map((d) => String(d.id)).sort(), set.stickers.map((s) => String(s.id)).sort())
})

test('its pictures are downloaded as they were drawn', async () => {
  const drawn = readFileSync(new URL('../../assets/emoji/stickers/hello.tgs', import.meta.url))
  const still = readFileSync(new URL('../../assets/emoji/stickers/hello.webp', import.meta.url))
  const { stickers: [{ sticker, thumbnail }] } = await anna.tdlib.invoke('searchStickerSet', { name: 'botschaft' })
  for (const [file, expected] of [[sticker, drawn], [thumbnail.file, still]]) {
    const { local } = await anna.tdlib.invoke('downloadFile', {
      file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true,
    })
    assert.deepEqual(readFileSync(local.path), expected)
  }
  for (const device of [anna.mtcute, ben]) {
    const full = await device.invoke('messages.getStickerSet', { stickerset: named('botschaft'), hash: 0 })
    const [{ id, accessHash, fileReference }] = full.documents
    const location = { _: 'inputDocumentFileLocation', id, accessHash, fileReference, thumbSize: '' }
    const { bytes } = await device.invoke('upload.getFile', { location, offset: 0, limit: 65536 })
    assert.deepEqual(bytes, drawn)
  }
})

test('one device puts it away, the other takes it out', async () => {
  const { id } = await anna.tdlib.invoke('searchStickerSet', { name: 'botschaft' })
  await anna.mtcute.invoke('messages.toggleStickerSets', { archive: true, stickersets: [named('botschaft')] })
  await installedEverywhere([])
  const archived = await anna.tdlib.invoke('getArchivedStickerSets', {
    sticker_type: { _: 'stickerTypeRegular' }, offset_sticker_set_id: 0, limit: 10,
  })
  assert.deepEqual(archived.sets.map((set) => set.name), ['botschaft'])
  await anna.tdlib.invoke('changeStickerSet', { set_id: id, is_installed: true, is_archived: false })
  await installedEverywhere(['botschaft'])
  await anna.mtcute.invoke('messages.uninstallStickerSet', { stickerset: named('botschaft') })
  await installedEverywhere([])
})

test('recent and favourite stickers are the same on all devices', async () => {
  const { documents } = await anna.mtcute.invoke('messages.getStickerSet', { stickerset: named('botschaft'), hash: 0 })
  const [first, second] = documents
  const input = (d) => ({ _: 'inputDocument', id: d.id, accessHash: d.accessHash, fileReference: d.fileReference })
  await anna.mtcute.invoke('messages.faveSticker', { id: input(first), unfave: false })
  const ids = async (method, more = {}) => (await anna.tdlib.invoke(method, more)).stickers.map((s) => String(s.id))
  await eventually('favourites at TDLib', async () => {
    assert.deepEqual(await ids('getFavoriteStickers'), [String(first.id)])
    return true
  }, { everyMs: 300 })
  await anna.mtcute.invoke('messages.saveRecentSticker', { id: input(second), unsave: false })
  await eventually('recent ones at TDLib', async () => {
    assert.deepEqual(await ids('getRecentStickers', { is_attached: false }), [String(second.id)])
    return true
  }, { everyMs: 300 })
  const told = raw(anna.mtcute, 'updateRecentStickers')
  await anna.tdlib.invoke('clearRecentStickers', { is_attached: false })
  await told
  assert.deepEqual((await anna.mtcute.invoke('messages.getRecentStickers', { hash: 0 })).stickers, [])
})

test('custom emoji, topic icons, animated emoji and words come from the server', async () => {
  const icons = await anna.tdlib.invoke('getForumTopicDefaultIcons')
  assert.ok(icons.stickers.length >= 40)
  const [icon] = icons.stickers
  const { stickers } = await anna.tdlib.invoke('getCustomEmojiStickers', {
    custom_emoji_ids: [icon.full_type.custom_emoji_id],
  })
  assert.equal(stickers.length, 1)
  await eventually('an animated emoji', () => anna.tdlib.invoke('getAnimatedEmoji', { emoji: '🔥' }))
  const found = await anna.tdlib.invoke('searchEmojis', { text: 'feuer', input_language_codes: ['de'] })
  assert.ok(found.emoji_keywords.some((one) => one.emoji === '🔥'))
  const groups = await anna.tdlib.invoke('getEmojiCategories', { type: { _: 'emojiCategoryTypeDefault' } })
  assert.ok(groups.categories.length >= 10)
})

test('a sticker that is sent is seen, and recent from then on', async () => {
  const { stickers: [, love] } = await anna.tdlib.invoke('searchStickerSet', { name: 'botschaft' })
  await anna.tdlib.invoke('sendMessage', {
    chat_id: ben.id,
    input_message_content: {
      _: 'inputMessageSticker', sticker: { _: 'inputFileId', id: love.sticker.id }, width: 512, height: 512, emoji: '❤',
    },
  })
  const message = await eventually('the sticker', async () =>
    (await ben.history(anna.id, 10)).find((m) => m.raw.media?.document))
  assert.equal(String(message.raw.media.document.id), String(love.id))
  await eventually('recent ones at mtcute', async () => {
    const { stickers } = await anna.mtcute.invoke('messages.getRecentStickers', { hash: 0 })
    assert.deepEqual(stickers.map((d) => String(d.id)), [String(love.id)])
    return true
  }, { everyMs: 300 })
})

const assetPath = (name) => fileURLToPath(new URL(`../../assets/emoji/${name}`, import.meta.url))

// A file of one's own on the server, not in any chat.
async function uploaded(device, name) {
  const fileId = BigInt(Math.floor(Math.random() * 2 ** 50)) + (1n << 55n)
  await device.invoke('upload.saveFilePart', { fileId, filePart: 0, bytes: readFileSync(assetPath(name)) })
  const { document } = await device.invoke('messages.uploadMedia', {
    peer: { _: 'inputPeerSelf' },
    media: {
      _: 'inputMediaUploadedDocument', mimeType: 'application/x-tgsticker',
      file: { _: 'inputFile', id: fileId, parts: 1, name: 'sticker.tgs', md5Checksum: '' },
      attributes: [{ _: 'documentAttributeFilename', fileName: 'sticker.tgs' }],
    },
  })
  return { _: 'inputDocument', id: document.id, accessHash: document.accessHash, fileReference: document.fileReference }
}
const emojiOf = (full) => full.documents.map((d) => d.attributes.find((a) => a._ === 'documentAttributeSticker').alt).join('')

test('a set is made by TDLib, changed by mtcute and used by others', async () => {
  const sticker = (name, emojis) => ({
    _: 'inputSticker', sticker: { _: 'inputFileLocal', path: assetPath(name) }, format: { _: 'stickerFormatTgs' },
    emojis, keywords: [],
  })
  const { text: name } = await anna.tdlib.invoke('getSuggestedStickerSetName', { title: 'Annas Tür' })
  assert.equal(name, 'Annas_Tuer')
  const made = await anna.tdlib.invoke('createNewStickerSet', {
    user_id: anna.id, title: 'Annas Tür', name, sticker_type: { _: 'stickerTypeRegular' }, needs_repainting: false,
    stickers: [sticker('stickers/hello.tgs', '👋'), sticker('stickers/love.tgs', '❤️')], source: '',
  })
  assert.equal(made.stickers.length, 2)
  assert.equal((await anna.tdlib.invoke('checkStickerSetName', { name }))._, 'checkStickerSetNameResultNameOccupied')
  const seen = await ben.invoke('messages.getStickerSet', { stickerset: named(name), hash: 0 })
  assert.equal(emojiOf(seen), '👋❤')
  await ben.invoke('messages.installStickerSet', { stickerset: named(name), archived: false })
  assert.deepEqual(await installedAt(ben), [name])

  const added = await anna.mtcute.invoke('stickers.addStickerToSet', {
    stickerset: named(name),
    sticker: { _: 'inputStickerSetItem', document: await uploaded(anna.mtcute, 'stickers/party.tgs'), emoji: '🎉' },
  })
  assert.equal(emojiOf(added), '👋❤🎉')
  const last = added.documents[2]
  const input = { _: 'inputDocument', id: last.id, accessHash: last.accessHash, fileReference: last.fileReference }
  await anna.mtcute.invoke('stickers.changeStickerPosition', { sticker: input, position: 0 })
  await anna.mtcute.invoke('stickers.renameStickerSet', { stickerset: named(name), title: 'Annas Haus' })
  const changed = await ben.invoke('messages.getStickerSet', { stickerset: named(name), hash: 0 })
  assert.equal(emojiOf(changed), '🎉👋❤')
  assert.equal(changed.set.title, 'Annas Haus')
  await assert.rejects(ben.invoke('stickers.deleteStickerSet', { stickerset: named(name) }), /STICKERSET_INVALID|Stickerset/i)
  const found = await ben.invoke('messages.searchStickerSets', { q: 'annas', hash: 0 })
  assert.equal(found.sets.length, 1)
  await anna.mtcute.invoke('stickers.deleteStickerSet', { stickerset: named(name) })
  assert.deepEqual(await installedAt(ben), [])
})
