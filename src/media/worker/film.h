#pragma once
// GIFs that move become films without sound: a tenth of the bytes, and what clients play as a GIF.
#include <optional>

#include "base/bytes.h"
#include "media/report.h"

namespace botschaft::media {

struct Film {
  Video facts;
  Bytes bytes;  // MP4 with H.264, its index before its data
};

// nullopt: it does not move, is damaged, or would take longer than a job may.
std::optional<Film> film_of_gif(ByteView gif);

}  // namespace botschaft::media
