#pragma once
// Sticker sets that people make (core.telegram.org/api/stickers).
#include <span>
#include <string>

#include "base/error.h"
#include "base/random.h"
#include "domain/box_writer.h"
#include "domain/files/file.h"
#include "store/sticker_sets.h"

namespace botschaft::domain {

inline constexpr std::size_t kStickersMax = 120;      // of a set
inline constexpr std::size_t kCustomEmojiMax = 200;   // of a set of custom emoji
inline constexpr std::int32_t kSetsOfOneMax = 1'000;  // that one person may make
inline constexpr std::int32_t kSetTitleMax = 64;      // UTF-16 code units
inline constexpr std::size_t kStickerEmojiMax = 20;   // that one sticker stands for
inline constexpr std::size_t kStickerKeywordsMax = 20;
inline constexpr std::size_t kStickerKeywordsLength = 64;  // bytes, of all together

// What new files are made of.
struct Making {
  std::int64_t unix_ms;
  Random& random;
};

// A file that the caller may use, as it is to be in a set. It becomes a file of its own there, because a
// file says which set it belongs to.
struct NewSticker {
  FileId file = 0;
  std::string emoji = {};     // as the client wrote them
  std::string keywords = {};  // with commas between them
  std::optional<store::MaskPlace> mask = {};
};

struct NewStickerSet {
  store::StickerKind kind = store::StickerKind::sticker;
  bool text_color = false;
  std::string title = {};
  std::string short_name = {};
};

// PACK_TITLE_INVALID, PACK_SHORT_NAME_INVALID, PACK_SHORT_NAME_OCCUPIED, SHORTNAME_OCCUPY_FAILED (the creator
// has too many sets), STICKERS_EMPTY, STICKERS_TOO_MUCH, STICKER_EMOJI_INVALID; what is wrong with a file:
// STICKER_FILE_INVALID, STICKER_PNG_NOPNG, STICKER_PNG_DIMENSIONS, STICKER_TGS_NOTGS, STICKER_VIDEO_NOWEBM,
// STICKER_VIDEO_BIG.
Result<store::StickerSetRow> create_sticker_set(store::Transaction& tx, const Actor& actor,
                                                const Making& making, const NewStickerSet& wanted,
                                                std::span<const NewSticker> stickers);

// All of these answer the set as it is now. STICKERSET_INVALID: there is none, or it is not the actor's.
// STICKER_INVALID: likewise of a sticker.
Result<store::StickerSetRow> add_sticker(store::Transaction& tx, const Actor& actor, const Making& making,
                                         store::StickerSetId set, const NewSticker& sticker);
Result<store::StickerSetRow> remove_sticker(store::Transaction& tx, const Actor& actor, FileId sticker);
Result<store::StickerSetRow> move_sticker(store::Transaction& tx, const Actor& actor, FileId sticker,
                                          std::int32_t position);
Result<store::StickerSetRow> replace_sticker(store::Transaction& tx, const Actor& actor, const Making& making,
                                             FileId sticker, const NewSticker& by);

// What is not given stays.
struct StickerChange {
  std::optional<std::string> emoji = {};
  std::optional<std::string> keywords = {};
  std::optional<store::MaskPlace> mask = {};
};
Result<store::StickerSetRow> change_sticker(store::Transaction& tx, const Actor& actor, FileId sticker,
                                            const StickerChange& change);

Result<store::StickerSetRow> rename_sticker_set(store::Transaction& tx, const Actor& actor,
                                                store::StickerSetId set, const std::string& title);
// 0: none. STICKER_THUMB_PNG_NOPNG, STICKER_THUMB_TGS_NOTGS.
Result<store::StickerSetRow> set_sticker_set_thumb(store::Transaction& tx, const Actor& actor,
                                                   store::StickerSetId set, FileId thumb);
Result<void> delete_sticker_set(store::Transaction& tx, const Actor& actor, store::StickerSetId set);

}  // namespace botschaft::domain
