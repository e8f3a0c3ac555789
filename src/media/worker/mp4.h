#pragma once
// The order of boxes in an MP4 (ISO/IEC 14496-12).
#include "media/worker/input.h"

namespace botschaft::media {

// Whether its index (moov) comes before its data (mdat), so that it can be played while it is loaded.
bool index_comes_first(const Input& input);

}  // namespace botschaft::media
