#pragma once
// The sizes of photos. core.telegram.org/api/files, "Image thumbnail types".
#include "media/report.h"
#include "media/worker/input.h"

namespace botschaft::media {

// s, m, x, y, w in their boxes, up to the first that holds the whole photo; the stripped one.
Result<Report> look_at_photo(const Input& input);
// a, b, c: squares of 160, 320, 640, or as large as it is.
Result<Report> look_at_profile_photo(const Input& input);
// The same of the first picture of a video, which is described. VIDEO_FILE_INVALID.
Result<Report> look_at_moving_profile(const Input& input);
// An image that is sent as a file, or a thumbnail that came with one. `report`: gets the sides, m and the
// stripped one. False: nothing can be shown of it.
bool look_at_image(const Input& input, Report& report);

}  // namespace botschaft::media
