// Sets of stickers and custom emoji, made by a person with another client.

// `files` are { file, fileName, fileMime, emoji }. Resolves with the documents, in that order.
export async function makeSet(peer, { title, shortName, isEmoji = false, files }) {
  const stickers = []
  for (const { emoji, ...media } of files) {
    const { raw } = await peer.client.uploadMedia({ type: isEmoji ? 'document' : 'sticker', alt: emoji, ...media })
    const { id, accessHash, fileReference } = raw
    stickers.push({ _: 'inputStickerSetItem', document: { _: 'inputDocument', id, accessHash, fileReference }, emoji })
  }
  const made = await peer.call({
    _: 'stickers.createStickerSet', userId: { _: 'inputUserSelf' }, title, shortName, stickers, ...(isEmoji ? { emojis: true } : {}),
  })
  return made.documents
}
