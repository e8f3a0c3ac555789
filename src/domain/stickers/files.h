#pragma once
// The files of stickers: which may be one, and how they become one.
#include "base/error.h"
#include "domain/files/file.h"
#include "domain/stickers/sets.h"

namespace botschaft::domain {

// core.telegram.org/stickers: an animation or a video of at most three seconds, or a picture; 512 pixels on
// the longer side, custom emoji 100 x 100.
inline constexpr std::int64_t kStickerPictureMax = 512 * 1024;  // bytes
inline constexpr std::int64_t kStickerAnimationMax = 64 * 1024;
inline constexpr std::int64_t kStickerVideoMax = 256 * 1024;

// A copy of `from` that is a sticker: same bytes, own id. Errors: create_sticker_set().
Result<FileId> add_sticker_file(store::Transaction& tx, UserId uploader, std::int32_t now,
                                const Making& making, FileId from, const StickerAttribute& attribute);
// STICKER_THUMB_PNG_NOPNG, STICKER_THUMB_TGS_NOTGS.
Result<void> check_set_thumb(store::Transaction& tx, FileId thumb);

// Of the form of file ids: sets are sorted by age, too.
std::int64_t new_file_id(const Making& making);

}  // namespace botschaft::domain
