#pragma once
// PhotoSize "i": a JPEG without what is the same in all of them. core.telegram.org/api/files, "Stripped
// thumbnails": clients put a constant header in front, write the two sides into it, and the end marker
// behind.
#include "base/bytes.h"

namespace botschaft::media {

// 1, height, width, and the coded data. Empty unless it is a baseline JPEG of up to 255 pixels each way with
// tables as that header has them: what clients would put together would be another picture.
Bytes strip_jpeg(ByteView jpeg);

}  // namespace botschaft::media
