#pragma once
// The first picture of a video.
#include <optional>
#include <vips/vips8>

#include "media/worker/recording.h"

namespace botschaft::media {

// Within a box of that side, as it is shown; with what can be seen through, if the video has that. nullopt:
// it cannot be decoded.
std::optional<vips::VImage> first_frame(Recording& recording, int side);

}  // namespace botschaft::media
