#include "rpc/stickers/access.h"

#include "domain/stickers/shipped.h"
#include "rpc/files/access.h"
#include "rpc/views/file.h"

namespace botschaft::rpc {
namespace {

using domain::ShippedSet;

// none: not one of them.
ShippedSet shipped_set(const tl::Box<tl::InputStickerSet>& input) {
  if (input.is<tl::inputStickerSetAnimatedEmoji>()) return ShippedSet::animated_emoji;
  if (input.is<tl::inputStickerSetAnimatedEmojiAnimations>()) return ShippedSet::emoji_animations;
  if (input.is<tl::inputStickerSetEmojiGenericAnimations>()) return ShippedSet::generic_animations;
  if (input.is<tl::inputStickerSetEmojiDefaultStatuses>() ||
      input.is<tl::inputStickerSetEmojiChannelDefaultStatuses>() ||
      input.is<tl::inputStickerSetEmojiDefaultTopicIcons>()) {
    return ShippedSet::emoji;
  }
  const auto* dice = input.as<tl::inputStickerSetDice>();
  return dice != nullptr && dice->emoticon == "🎲" ? ShippedSet::die : ShippedSet::none;
}

}  // namespace

Result<store::StickerSetRow> access_sticker_set(const Context& context, store::Transaction& tx,
                                                const tl::Box<tl::InputStickerSet>& input) {
  if (!input) return fail(Err::STICKERSET_INVALID);
  std::optional<store::StickerSetRow> row;
  if (const auto* by_id = input.as<tl::inputStickerSetID>()) {
    if (by_id->access_hash == sticker_set_access_hash(context.services.files, by_id->id))
      row = store::find_sticker_set(tx, by_id->id);
  } else if (const auto* by_name = input.as<tl::inputStickerSetShortName>()) {
    row = store::find_sticker_set(tx, by_name->short_name);
  } else {
    row = store::find_sticker_set(tx, static_cast<store::StickerSetId>(shipped_set(input)));
  }
  if (!row) return fail(Err::STICKERSET_INVALID);
  return *std::move(row);
}

Result<store::FileId> access_sticker_file(const Context& context, store::Transaction& tx,
                                          const tl::Box<tl::InputDocument>& input, Err error) {
  const auto file = access_document(context, tx, input);
  if (!file) return file.error().err == Err::FILE_REFERENCE_EXPIRED ? fail(file.error().err) : fail(error);
  return file->id;
}

Result<domain::File> access_set_thumb(const Context& context, store::Transaction& tx,
                                      const tl::inputStickerSetThumb& location) {
  const auto set = access_sticker_set(context, tx, location.stickerset);
  if (!set || set->thumb == 0 || set->thumb_version != location.thumb_version)
    return fail(Err::LOCATION_INVALID);
  auto file = domain::find_file(tx, set->thumb);
  if (!file) return fail(Err::LOCATION_INVALID);
  return *std::move(file);
}

}  // namespace botschaft::rpc
