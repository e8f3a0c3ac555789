#include "media/worker/photo.h"

#include <algorithm>

#include "media/worker/frame.h"
#include "media/worker/image.h"
#include "media/worker/mime.h"
#include "media/worker/recording.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kFileMax = 64 << 20;
// core.telegram.org/bots/api, sendPhoto.
constexpr int kSidesMax = 10'000;
constexpr int kRatioMax = 20;
// Of images that are sent as files, which may be larger than photos.
constexpr std::int64_t kPixelsMax = 100'000'000;
constexpr int kProfileSideMin = 160;
constexpr int kThumbnailSide = 320;

struct Size {
  char type;
  int side;
};
constexpr Size kBoxes[] = {{'s', 100}, {'m', 320}, {'x', 800}, {'y', 1280}, {'w', 2560}};
constexpr Size kSquares[] = {{'a', 160}, {'b', 320}, {'c', 640}};

struct Opened {
  std::string_view mime;
  Bytes file;
  ImageFacts facts;
};

Result<Opened> open(const Input& input) {
  const auto type = content_type(input);
  if (type.kind != Kind::image) return fail(Err::IMAGE_PROCESS_FAILED);
  auto file = input.read_all(kFileMax);
  if (!file) return fail(Err::IMAGE_PROCESS_FAILED);
  Opened opened{.mime = type.mime, .file = std::move(*file)};
  opened.facts = image_facts(opened.file);
  return opened;
}

Result<Opened> open_photo(const Input& input) {
  TRY_ASSIGN(auto opened, open(input));
  const auto [width, height, frames] = opened.facts;
  const auto [shorter, longer] = std::minmax(width, height);
  if (width + height > kSidesMax || longer > shorter * kRatioMax) return fail(Err::PHOTO_INVALID_DIMENSIONS);
  return opened;
}

Report report_of(const Opened& opened) {
  return {.mime = std::string(opened.mime), .width = opened.facts.width, .height = opened.facts.height};
}

void add_squares(vips::VImage image, Report& report) {
  for (const auto* size = std::end(kSquares); size-- != std::begin(kSquares);) {
    image = square(image, size->side);
    report.pictures.push_back(jpeg_picture(size->type, image));
  }
  std::ranges::reverse(report.pictures);
  report.stripped = stripped(image);
}

}  // namespace

Result<Report> look_at_photo(const Input& input) try {
  TRY_ASSIGN(const auto opened, open_photo(input));
  const int side = std::max(opened.facts.width, opened.facts.height);
  const auto* largest = std::ranges::find_if(kBoxes, [&](const Size& box) { return side <= box.side; });
  if (largest == std::end(kBoxes)) --largest;
  auto report = report_of(opened);
  // From the largest down, each out of the one before.
  auto image = opaque(fit(opened.file, largest->side, Damage::refuse));
  for (const auto* box = largest; box >= std::begin(kBoxes); --box) {
    image = fit(image, box->side);
    report.pictures.push_back(jpeg_picture(box->type, image));
  }
  std::ranges::reverse(report.pictures);
  report.stripped = stripped(image);
  return report;
} catch (const vips::VError&) {
  return fail(Err::IMAGE_PROCESS_FAILED);
}

Result<Report> look_at_profile_photo(const Input& input) try {
  TRY_ASSIGN(const auto opened, open_photo(input));
  const auto [shorter, longer] = std::minmax(opened.facts.width, opened.facts.height);
  if (shorter < kProfileSideMin) return fail(Err::PHOTO_CROP_SIZE_SMALL);
  auto report = report_of(opened);
  // The box in which the shorter side still has the largest square's.
  const auto box = static_cast<int>(std::int64_t{std::rbegin(kSquares)->side} * longer / shorter) + 1;
  add_squares(opaque(fit(opened.file, box, Damage::refuse)), report);
  return report;
} catch (const vips::VError&) {
  return fail(Err::IMAGE_PROCESS_FAILED);
}

Result<Report> look_at_moving_profile(const Input& input) try {
  const auto recording = Recording::open(input);
  if (!recording || !recording->video()) return fail(Err::VIDEO_FILE_INVALID);
  Report report{.mime = std::string(content_type(input).mime), .video = recording->video_facts(input)};
  const auto image = first_frame(*recording, std::rbegin(kSquares)->side);
  if (!image) return fail(Err::VIDEO_FILE_INVALID);
  add_squares(opaque(*image), report);
  return report;
} catch (const vips::VError&) {
  return fail(Err::VIDEO_FILE_INVALID);
}

bool look_at_image(const Input& input, Report& report) try {
  const auto opened = open(input);
  if (!opened) return false;
  report.width = opened->facts.width;
  report.height = opened->facts.height;
  report.animated = opened->facts.frames > 1;
  if (std::int64_t{report.width} * report.height > kPixelsMax) return false;
  const auto image = fit(opened->file, kThumbnailSide, Damage::tolerate);
  // Stickers are WebP; a screenshot with transparent edges is not one.
  add_thumbnail(report.mime == "image/webp" ? image : opaque(image), report);
  return true;
} catch (const vips::VError&) {
  return false;
}

}  // namespace botschaft::media
