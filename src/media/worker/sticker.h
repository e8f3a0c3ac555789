#pragma once
// What can be in a sticker set. core.telegram.org/stickers;
// core.telegram.org/method/stickers.createStickerSet has the errors.
#include "media/job.h"
#include "media/worker/input.h"

namespace botschaft::media {

// PNG or WebP, TGS, WebM. Stickers have 512 pixels on their longer side, custom emoji 100 on both; which of
// them a set wants is in the report's sides.
Result<Report> look_at_sticker(const Input& input);

}  // namespace botschaft::media
