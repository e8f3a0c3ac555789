#include "media/worker/sticker.h"

#include <algorithm>

#include "media/worker/document.h"
#include "media/worker/mime.h"

namespace botschaft::media {
namespace {

constexpr int kSide = 512;
constexpr int kEmojiSide = 100;
constexpr std::uint64_t kImageMax = 512 * 1024;
constexpr std::uint64_t kVideoMax = 256 * 1024;
constexpr double kSecondsMax = 3.05;  // three, and the rounding of time stamps

bool has_sides(std::int32_t width, std::int32_t height) {
  return std::max(width, height) == kSide || (width == kEmojiSide && height == kEmojiSide);
}

Result<Report> check_image(const Input& input) {
  auto report = look_at_document(input, Audible::no);
  if (report.width == 0 || report.pictures.empty()) return fail(Err::STICKER_PNG_NOPNG);
  if (!has_sides(report.width, report.height)) return fail(Err::STICKER_PNG_DIMENSIONS);
  if (report.animated || input.size() > kImageMax) return fail(Err::STICKER_FILE_INVALID);
  return report;
}

Result<Report> check_animation(const Input& input) {
  const auto animation = read_tgs(input, kThumbnailSide);
  const bool good = animation && animation->width == kSide && animation->height == kSide &&
                    animation->duration <= kSecondsMax && animation->first;
  if (!good) return fail(Err::STICKER_TGS_NOTGS);
  Report report;
  add_animation(*animation, report);
  return report;
}

Result<Report> check_video(const Input& input) {
  auto report = look_at_document(input, Audible::no);
  if (!report.video || report.video->codec != "vp9" || report.audio) return fail(Err::STICKER_VIDEO_NOWEBM);
  if (input.size() > kVideoMax || report.video->duration > kSecondsMax) return fail(Err::STICKER_VIDEO_BIG);
  if (!has_sides(report.video->width, report.video->height)) return fail(Err::STICKER_GIF_DIMENSIONS);
  return report;
}

}  // namespace

Result<Report> look_at_sticker(const Input& input) {
  const auto type = content_type(input);
  if (type.mime == "image/png" || type.mime == "image/webp") return check_image(input);
  if (type.kind == Kind::image) return fail(Err::STICKER_PNG_NOPNG);
  if (type.kind == Kind::gzip) return check_animation(input);
  if (type.mime == "video/webm") return check_video(input);
  if (type.kind == Kind::container) return fail(Err::STICKER_VIDEO_NOWEBM);
  return fail(Err::STICKER_FILE_INVALID);
}

}  // namespace botschaft::media
