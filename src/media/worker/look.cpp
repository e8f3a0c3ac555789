#include "media/worker/look.h"

#include "media/worker/document.h"
#include "media/worker/mime.h"
#include "media/worker/photo.h"
#include "media/worker/sticker.h"

namespace botschaft::media {
namespace {

Result<Report> look_at_thumbnail(const Input& input) {
  Report report{.mime = std::string(content_type(input).mime)};
  if (!look_at_image(input, report)) return fail(Err::IMAGE_PROCESS_FAILED);
  return report;
}

}  // namespace

Result<Report> look(const Job& job, const Input& input) {
  switch (job.task) {
    case Task::photo:
      return look_at_photo(input);
    case Task::profile:
      return look_at_profile_photo(input);
    case Task::document:
      return look_at_document(input, Audible::no);
    case Task::voice:
      return look_at_document(input, Audible::yes);
    case Task::moving_profile:
      return look_at_moving_profile(input);
    case Task::animation:
      return look_at_animation(input);
    case Task::thumbnail:
      return look_at_thumbnail(input);
    case Task::sticker:
      return look_at_sticker(input);
  }
  return fail(Err::MEDIA_WORKER_FAILED);
}

}  // namespace botschaft::media
