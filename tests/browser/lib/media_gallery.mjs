// Views of media, for the gallery of pictures.
import { sendEveryKind } from './every_kind.mjs'
import { photo } from './media_samples.mjs'

// Made by `peer`, read by who has this number. Resolves with the chat and the ids in it.
export async function settleMedia(peer, reader) {
  const them = await peer.meet(reader, 'Ada')
  const workshop = await peer.createChannel('Workshop', { users: [them] })
  await peer.client.setMyProfilePhoto({ type: 'photo', media: photo(640, 640, 1) })
  const ids = await sendEveryKind(peer, workshop)
  const send = async (media) => (await peer.client.sendMedia(workshop, media)).id
  ids.place = await send({ type: 'venue', latitude: 51.5194, longitude: -0.127, title: 'British Museum', address: 'Great Russell Street, London' })
  ids.contact = await send({ type: 'contact', phone: '+493012345678', firstName: 'Charles', lastName: 'Babbage' })
  ids.dice = await send({ type: 'dice', emoji: '🎲' })
  return { workshop, ids }
}

// `v` is a visitor of the gallery.
export async function mediaViews(v, { workshop, ids }) {
  for (const [name, id] of [
    ['photo', ids.photo], ['album', ids.album[0]], ['video', ids.video], ['recordings', ids.voice], ['stickers', ids.animated], ['cards', ids.place],
  ]) {
    await v.client.go(`chat/${workshop}/message/${id}`)
    await v.page.locator(`[data-id="${id}"]`).waitFor()
    await v.page.waitForTimeout(1_200)
    await v.take(`media-${name}`)
  }
  await v.client.go(`chat/${workshop}/message/${ids.album[0]}`)
  await v.page.locator(`[data-part="${ids.album[0]}"] [data-open-media]`).click()
  await v.page.locator('dialog img[data-loaded=true]').waitFor()
  await v.take('viewer-photo')
  await v.page.keyboard.press('Escape')
  await v.client.go(`chat/${workshop}/message/${ids.video}`)
  await v.page.locator(`[data-id="${ids.video}"] [data-open-media]`).click()
  await v.page.locator('dialog video').waitFor()
  await v.page.waitForTimeout(1_200)
  await v.take('viewer-video')
  await v.page.keyboard.press('Escape')
  await v.go(`chat/${workshop}/profile`)
  await v.press('shared.title', v.panel)
  await v.panel.locator('[data-open-media]').first().waitFor()
  await v.take('shared-media')
  for (const kind of ['files', 'music', 'voice', 'gifs']) {
    await v.panel.getByRole('tab', { name: v.t(`shared.${kind}`), exact: true }).click()
    await v.page.waitForTimeout(700)
    await v.take(`shared-${kind}`)
  }
  await v.client.go(`chat/${workshop}/message/${ids.file}`)
  await v.page.locator(`[data-id="${ids.file}"] [data-file] button`).click()
  await v.page.locator(`[data-id="${ids.file}"] [data-file=done]`).waitFor()
  await v.go('settings/downloads')
  await v.take('settings-downloads')
}
