#pragma once
// The reactions, stickers and emoji that come with the program (emoji/set.h) as files and sticker sets of the
// store.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "domain/files/file.h"
#include "domain/stickers/sets.h"
#include "emoji/set.h"

namespace botschaft::domain {

// Ids of the sets; those that people make are far above. Stored numbers: never reuse one.
enum class ShippedSet : store::StickerSetId {
  none = 0,
  animated_emoji = 1,      // large emoji in messages: inputStickerSetAnimatedEmoji
  emoji_animations = 2,    // what flies about when one taps them
  generic_animations = 3,  // around reactions that have nothing of their own
  stickers = 4,
  emoji = 5,  // custom emoji; also what topics and statuses are offered
  die = 6,    // 🎲
};

// The blobs that the files are made of: to be kept before ship().
struct ShippedBlob {
  BlobHash hash;
  ByteView bytes;
};
std::vector<ShippedBlob> shipped_blobs();

// Nothing to do: everything is in the store as this program has it.
bool is_shipped(store::Transaction& tx);
// Puts in what is missing or has changed, and takes out what the program has no more. A file keeps its id for
// as long as it is the same.
void ship(store::Transaction& tx, const Making& making, std::int32_t now);

// The file of an asset of a reaction ("reactions/fire.select.tgs").
std::optional<FileId> shipped_file(store::Transaction& tx, std::string_view name);
// The custom emoji with the picture of an emoji.
std::optional<FileId> shipped_custom_emoji(store::Transaction& tx, std::string_view emoji);

}  // namespace botschaft::domain
