#include "media/worker/document.h"

#include <algorithm>

#include "media/worker/film.h"
#include "media/worker/frame.h"
#include "media/worker/image.h"
#include "media/worker/mime.h"
#include "media/worker/photo.h"
#include "media/worker/recording.h"
#include "media/worker/waveform.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kGifMax = 64 << 20;

// The same containers hold films and songs.
std::string mime_of(std::string_view by_head, const Recording& recording) {
  if (recording.video() || !by_head.starts_with("video/")) return std::string(by_head);
  if (by_head == "video/webm") return "audio/webm";
  if (by_head == "video/mp4" || by_head == "video/quicktime") return "audio/mp4";
  return std::string(by_head);
}

void add_pictures(Recording& recording, Report& report) try {
  std::optional<vips::VImage> image;
  if (recording.video())
    image = first_frame(recording, kThumbnailSide);
  else if (const auto cover = recording.cover())
    image = fit(*cover, kThumbnailSide, Damage::tolerate);
  if (image) add_thumbnail(*image, report);
} catch (const vips::VError&) {
  // A song whose cover is damaged is still a song.
}

void add_recording(const Input& input, std::string_view mime, Audible audible, Report& report) {
  const auto recording = Recording::open(input);
  if (!recording) return;
  report.mime = mime_of(mime, *recording);
  report.video = recording->video_facts(input);
  report.audio = recording->audio_facts();
  // GramJS says of round videos, too, that they are voice notes.
  const bool heard = audible == Audible::yes && report.audio && !report.video;
  if (heard)
    report.audio->waveform = waveform(*recording);
  else
    add_pictures(*recording, report);
}

}  // namespace

void add_animation(const Animation& animation, Report& report) {
  report.mime = kTgsMime;
  report.animated = true;
  report.width = animation.width;
  report.height = animation.height;
  if (animation.first) add_thumbnail(*animation.first, report);
}

Report look_at_document(const Input& input, Audible audible) {
  const auto type = content_type(input);
  Report report{.mime = std::string(type.mime)};
  switch (type.kind) {
    case Kind::image:
      look_at_image(input, report);
      break;
    case Kind::gzip:
      if (const auto animation = read_tgs(input, kThumbnailSide)) add_animation(*animation, report);
      break;
    case Kind::container:
      add_recording(input, type.mime, audible, report);
      break;
    case Kind::unknown:
    case Kind::other:
      break;
  }
  return report;
}

Report look_at_animation(const Input& input) {
  auto report = look_at_document(input, Audible::no);
  if (report.mime != "image/gif" || !report.animated) return report;
  const auto bytes = input.read_all(kGifMax);
  auto film = bytes ? film_of_gif(*bytes) : std::nullopt;
  if (!film) return report;
  report.video = std::move(film->facts);
  report.film = std::move(film->bytes);
  return report;
}

}  // namespace botschaft::media
