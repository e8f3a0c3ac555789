// Files for the web client: how they get into the page, and what others get of them.
import { eventually } from './world.mjs'

// What playwright hands over in place of files of the disk.
export const upload = (name, mimeType, buffer) => ({ name, mimeType, buffer })

// Picks files by one entry of the attach menu.
export async function attach(client, entry, files) {
  await client.page.locator('[data-attach]').click()
  const chooser = client.page.waitForEvent('filechooser')
  await client.page.getByRole('menuitem', { name: entry, exact: true }).click()
  await (await chooser).setFiles(files)
}

const transfer = (page, files) =>
  page.evaluateHandle(async (list) => {
    const data = new DataTransfer()
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))
      data.items.add(new File([bytes], name, { type: mimeType }))
    }
    return data
  }, files.map(({ buffer, ...rest }) => ({ ...rest, base64: buffer.toString('base64') })))

export async function paste(client, files) {
  const clipboard = await transfer(client.page, files)
  await client.page.locator('main textarea').evaluate(
    (field, clipboardData) => field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    clipboard,
  )
}

// Drags files over the window; `drop` lets go of them over one of the two fields.
export async function dragOver(client, files) {
  const dataTransfer = await transfer(client.page, files)
  await client.page.locator('main').dispatchEvent('dragenter', { dataTransfer })
  await client.page.locator('[data-drop]').waitFor()
  return { drop: (text) => client.page.locator('[data-drop] .zone', { hasText: text }).dispatchEvent('drop', { dataTransfer }) }
}

// The review dialog, once all its files have been looked at.
export async function reviewed(client, kinds) {
  await client.dialog.locator('[data-review]').waitFor()
  await eventually(`${kinds} in the review`, async () => {
    const seen = await client.dialog.locator('[data-review] li').evaluateAll((rows) => rows.map((it) => it.dataset.kind))
    return seen.join() === kinds.join() && (await client.dialog.getByRole('button', { name: /^(Send|Senden)$/ }).isEnabled())
  })
}

export const sendReviewed = (client) => client.dialog.getByRole('button', { name: /^(Send|Senden)$/ }).click()

// The newest message at somebody's that `matches`, once it is there.
export function received(peer, chat, what, matches) {
  return eventually(what, async () => {
    const messages = await peer.client.getHistory(chat, { limit: 20 })
    return messages.find(matches)
  }, { timeoutMs: 40_000, everyMs: 200 })
}

export const bytesOf = async (peer, message) => Buffer.from(await peer.client.downloadAsBuffer(message.media))
