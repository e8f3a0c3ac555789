// What chats look like: wallpapers of the program and of people, and themes, set with one library and seen by others.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Samples } from './lib/kinds.mjs'
import { People } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'

let people, anna, ben, samples
before(async () => {
  samples = Samples.make()
  people = await People.gather({ anna: ['tdlib', 'mtcute'], ben: ['gramjs'] })
  ;({ anna, ben } = people)
})
after(async () => {
  await people.part()
  samples.remove()
})

const newestAction = (device, peer, name) => eventually(`${name} at ${device.name}`, async () => {
  const found = (await device.history(peer, 10)).find((m) => m.raw.action?._ === `messageAction${name}`)
  return found && { id: found.id, ...found.raw.action }
})
const full = async (device, user) =>
  (await device.invoke('users.getFullUser', { id: await device.inputUser(user) })).fullUser

test('the wallpapers of the server are offered', async () => {
  const { backgrounds } = await anna.tdlib.invoke('getInstalledBackgrounds', { for_dark_theme: false })
  assert.ok(backgrounds.filter((one) => one.type._ === 'backgroundTypeFill').length >= 5)
  const { wallpapers } = await ben.invoke('account.getWallPapers', { hash: 0n })
  assert.ok(wallpapers.length >= 8)
})

test('a picture that TDLib uploads is seen by link and behind a chat', async () => {
  const picture = samples.kinds.find((one) => one.kind === 'photo')
  const set = await anna.tdlib.invoke('setDefaultBackground', {
    background: { _: 'inputBackgroundLocal', background: { _: 'inputFileLocal', path: picture.path } },
    type: { _: 'backgroundTypeWallpaper', is_blurred: true, is_moving: false }, for_dark_theme: false,
  })
  const found = await ben.invoke('account.getWallPaper', { wallpaper: { _: 'inputWallPaperSlug', slug: set.name } })
  assert.equal(found.document.mimeType, 'image/jpeg')
  const { wallpapers } = await anna.mtcute.invoke('account.getWallPapers', { hash: 0n })
  assert.equal(wallpapers[0].slug, set.name)

  await anna.tdlib.invoke('setChatBackground', {
    chat_id: ben.id, background: { _: 'inputBackgroundRemote', background_id: set.id },
    type: { _: 'backgroundTypeWallpaper', is_blurred: false, is_moving: false }, dark_theme_dimming: 0, only_for_self: true,
  })
  const action = await newestAction(ben, anna.id, 'SetChatWallPaper')
  assert.equal(action.wallpaper.slug, set.name)

  // Ben takes the same for himself.
  await ben.invoke('messages.setChatWallPaper', { peer: await ben.inputPeer(anna.id), id: action.id })
  assert.equal((await full(ben, anna.id)).wallpaper.slug, set.name)
  assert.ok((await newestAction(anna.mtcute, ben.id, 'SetChatWallPaper')).same)
})

test('colours for both are seen on the other side until taken back', async () => {
  await ben.invoke('messages.setChatWallPaper', {
    peer: await ben.inputPeer(anna.id), forBoth: true, wallpaper: { _: 'inputWallPaperNoFile', id: 0n },
    settings: { _: 'wallPaperSettings', backgroundColor: 0x336699 },
  })
  const chat = () => anna.tdlib.invoke('getChat', { chat_id: ben.id })
  await eventually('TDLib sees the colour', async () => (await chat()).background?.background.type.fill?.color === 0x336699)
  assert.ok((await full(anna.mtcute, ben.id)).wallpaperOverridden)
  await anna.tdlib.invoke('deleteChatBackground', { chat_id: ben.id, restore_previous: true })
  await eventually('her own is back', async () => (await chat()).background?.background.type._ === 'backgroundTypeWallpaper')
})

test('a theme is shared', async () => {
  const { themes } = await ben.invoke('account.getChatThemes', { hash: 0n })
  const name = themes[0].emoticon
  await anna.tdlib.invoke('setChatTheme', { chat_id: ben.id, theme: { _: 'inputChatThemeEmoji', name } })
  const action = await newestAction(ben, anna.id, 'SetChatTheme')
  assert.equal(action.theme?.emoticon ?? action.emoticon, name)
  assert.equal((await full(anna.mtcute, ben.id)).theme.emoticon, name)
})
