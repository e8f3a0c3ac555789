#include "rpc/files/describe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "domain/messages/unicode.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kNameMax = 255;  // bytes, as in most file systems
constexpr std::size_t kTitleMax = 255;
constexpr std::size_t kMimeMax = 100;
constexpr std::size_t kWaveformMax = 63;  // 100 samples of 5 bits
constexpr std::size_t kAltMax = 64;
constexpr std::size_t kAttributesMax = 20;
constexpr std::int32_t kSideMax = 100'000;
constexpr double kDurationMax = 1e7;  // seconds
// core.telegram.org/bots/api, "sendPhoto".
constexpr std::int32_t kPhotoSidesMax = 10'000;
constexpr std::int32_t kPhotoRatioMax = 20;
constexpr double kRoundVideoMax = 61;  // seconds: clients record a minute
constexpr std::int32_t kRoundSideMax = 640;
constexpr std::string_view kFilmSuffix = ".mp4";
constexpr std::string_view kUnknown = "application/octet-stream";

// Without what a device would take for a folder, or not show.
std::string safe_name(std::string_view name) {
  std::string safe(name.substr(name.find_last_of("/\\") + 1));  // npos + 1 is 0
  std::erase_if(safe, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (!domain::decode_utf8(safe)) return {};
  while (safe.size() > kNameMax || !domain::decode_utf8(safe)) safe.pop_back();
  return safe;
}

std::string line(const std::optional<std::string>& text) {
  if (!text || text->size() > kTitleMax || !domain::decode_utf8(*text)) return {};
  return *text;
}

bool is_mime(std::string_view text) {
  const auto slash = text.find('/');
  if (text.size() > kMimeMax || slash == 0 || slash == text.npos || slash + 1 == text.size()) return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&-^_.+/").contains(c);
  });
}

bool shown_or_played(std::string_view mime) {
  return mime.starts_with("image/") || mime.starts_with("video/") || mime.starts_with("audio/");
}

// What is shown or played has to be what it says; of the rest the name of the format tells more than its
// first bytes, which many formats share.
std::string mime_of(const std::string& said, const std::optional<media::Report>& found) {
  const std::string claimed = is_mime(said) ? said : std::string(kUnknown);
  if (!found) return claimed;
  const bool known = !found->mime.empty() && found->mime != kUnknown;
  if (known && (shown_or_played(found->mime) || shown_or_played(claimed) || claimed == kUnknown))
    return found->mime;
  if (!known && (claimed.starts_with("image/") || claimed.starts_with("video/")))
    return std::string(kUnknown);
  return claimed;
}

// What the client says, one attribute of a kind.
struct Said {
  std::string name;
  bool animated = false;
  const tl::documentAttributeVideo* video = nullptr;
  const tl::documentAttributeAudio* audio = nullptr;
  const tl::documentAttributeImageSize* image = nullptr;
  const tl::documentAttributeSticker* sticker = nullptr;
};

Result<Said> said_in(const tl::Vec<tl::Box<tl::DocumentAttribute>>& attributes) {
  if (attributes.size() > kAttributesMax) return fail(Err::MEDIA_INVALID);
  Said said;
  for (const auto& box : attributes) {
    if (const auto* name = box.as<tl::documentAttributeFilename>()) said.name = safe_name(name->file_name);
    if (box.is<tl::documentAttributeAnimated>()) said.animated = true;
    if (const auto* video = box.as<tl::documentAttributeVideo>()) said.video = video;
    if (const auto* audio = box.as<tl::documentAttributeAudio>()) said.audio = audio;
    if (const auto* image = box.as<tl::documentAttributeImageSize>()) said.image = image;
    if (const auto* sticker = box.as<tl::documentAttributeSticker>()) said.sticker = sticker;
  }
  const auto side = [](std::int32_t value) { return value >= 0 && value <= kSideMax; };
  const bool sane =
      (said.video == nullptr || (side(said.video->w) && side(said.video->h) && said.video->duration >= 0 &&
                                 said.video->duration <= kDurationMax)) &&
      (said.image == nullptr || (side(said.image->w) && side(said.image->h))) &&
      (said.audio == nullptr || (said.audio->duration >= 0 && said.audio->duration <= kDurationMax));
  if (!sane) return fail(Err::MEDIA_INVALID);
  return said;
}

std::optional<domain::VideoAttribute> video_of(const Said& said, const std::optional<media::Report>& found) {
  if (found && !found->video) return std::nullopt;
  if (!found && said.video == nullptr) return std::nullopt;
  domain::VideoAttribute video;
  if (found) {
    video = {.duration = found->video->duration,
             .width = found->video->width,
             .height = found->video->height,
             .streamable = found->video->streamable,
             .nosound = !found->video->sound,
             .codec = found->video->codec};
  } else {
    video = {.duration = said.video->duration,
             .width = said.video->w,
             .height = said.video->h,
             .streamable = said.video->supports_streaming,
             .nosound = said.video->nosound};
  }
  const bool could_be_round =
      video.width == video.height && video.width <= kRoundSideMax && video.duration <= kRoundVideoMax;
  video.round = said.video != nullptr && said.video->round_message && could_be_round;
  return video;
}

std::optional<domain::AudioAttribute> audio_of(const Said& said, const std::optional<media::Report>& found) {
  if (found && !found->audio) return std::nullopt;
  if (!found && said.audio == nullptr) return std::nullopt;
  domain::AudioAttribute audio;
  if (said.audio != nullptr) {
    audio = {.duration = said.audio->duration,
             .voice = said.audio->voice,
             .title = line(said.audio->title),
             .performer = line(said.audio->performer)};
    if (said.audio->waveform && said.audio->waveform->size() <= kWaveformMax)
      audio.waveform = to_bytes(as_bytes(*said.audio->waveform));
  }
  if (!found) return audio;
  audio.duration = static_cast<std::int32_t>(std::lround(found->audio->duration));
  audio.voice = audio.voice && found->audio->opus_in_ogg;
  if (audio.title.empty()) audio.title = line(found->audio->title);
  if (audio.performer.empty()) audio.performer = line(found->audio->performer);
  if (audio.waveform.empty()) audio.waveform = found->audio->waveform;
  if (!audio.voice) audio.waveform.clear();
  return audio;
}

bool sticker_format(std::string_view mime) {
  return mime == "image/webp" || mime == "application/x-tgsticker" || mime == "video/webm";
}

}  // namespace

media::Task task_of(const tl::inputMediaUploadedDocument& said) {
  for (const auto& box : said.attributes) {
    const auto* audio = box.as<tl::documentAttributeAudio>();
    if (audio != nullptr && audio->voice) return media::Task::voice;
  }
  if (said.mime_type == "image/gif" && !said.force_file) return media::Task::animation;
  return media::Task::document;
}

Result<void> check_photo(const media::Report& found) {
  static constexpr std::array<std::string_view, 9> kFormats = {"image/jpeg", "image/png",  "image/webp",
                                                               "image/gif",  "image/bmp",  "image/tiff",
                                                               "image/heic", "image/heif", "image/avif"};
  if (std::ranges::find(kFormats, found.mime) == kFormats.end()) return fail(Err::PHOTO_EXT_INVALID);
  const auto [shorter, longer] = std::minmax(found.width, found.height);
  if (shorter <= 0 || found.width + found.height > kPhotoSidesMax || longer > shorter * kPhotoRatioMax)
    return fail(Err::PHOTO_INVALID_DIMENSIONS);
  return {};
}

Result<domain::File> describe_document(const tl::inputMediaUploadedDocument& request,
                                       const std::optional<media::Report>& found) {
  TRY_ASSIGN(const auto said, said_in(request.attributes));
  domain::File file{.kind = domain::FileKind::document, .mime = mime_of(request.mime_type, found)};
  file.name = said.name;
  const bool filmed = found && !found->film.empty();
  if (filmed) {
    file.mime = "video/mp4";
    if (!file.name.empty() && file.name.size() + kFilmSuffix.size() <= kNameMax) file.name += kFilmSuffix;
  }
  const bool moves = found ? found->animated || found->video : said.video != nullptr;
  if (found && found->width > 0 && !found->video) {
    file.image = domain::ImageAttribute{found->width, found->height};
  } else if (!found && said.image != nullptr) {
    file.image = domain::ImageAttribute{said.image->w, said.image->h};
  }
  if (request.force_file) return file;

  file.video = video_of(said, found);
  if (!file.video) file.audio = audio_of(said, found);
  if (said.sticker != nullptr && sticker_format(file.mime) && said.sticker->alt.size() <= kAltMax) {
    file.sticker = domain::StickerAttribute{.alt = said.sticker->alt};
    return file;
  }
  // core.telegram.org/constructor/inputMediaUploadedDocument: a film without sound is shown as a GIF unless
  // `nosound_video` says that it is meant to be a film.
  const bool silent = file.video && file.video->nosound && !file.video->round;
  const bool gif = filmed || (file.mime == "image/gif" && moves);
  file.animated = gif || (silent && (said.animated || !request.nosound_video));
  return file;
}

}  // namespace botschaft::rpc
