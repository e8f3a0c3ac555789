#include "media/report.h"

#include <algorithm>

#include "media/text.h"
#include "media/wire.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kMimeMax = 64;
constexpr std::size_t kCodecMax = 32;
constexpr std::int32_t kSideMax = 1 << 20;
constexpr std::int32_t kPictureSideMax = 2560;
constexpr double kDurationMax = 1e8;  // three years
constexpr std::size_t kPicturesMax = 8;
constexpr std::size_t kPictureMax = 8 << 20;
constexpr std::size_t kStrippedMax = 4096;
constexpr std::size_t kFilmMax = 12 << 20;
constexpr std::size_t kWaveformMax = 63;  // 100 * 5 bits

// Printable ASCII of a MIME type or the name of a codec (RFC 6838, section 4.2).
bool is_token(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("/.+-_").find(c) != std::string_view::npos;
  });
}

bool is_film(ByteView bytes) {
  return bytes.size() > 8 && as_text(bytes).substr(4).starts_with("ftyp");
}

bool is_picture(ByteView bytes) {
  const auto text = as_text(bytes);
  return text.starts_with("\xff\xd8\xff") ||
         (text.size() > 12 && text.starts_with("RIFF") && text.substr(8).starts_with("WEBP"));
}

std::string read_token(WireReader& in, std::size_t size_max) {
  auto text = in.text(size_max);
  return is_token(text) ? text : in.fail<std::string>();
}

std::string read_clean_text(WireReader& in) {
  auto text = in.text(kTitleMax);
  return clean_text(text, kTitleMax) == text ? text : in.fail<std::string>();
}

Picture read_picture(WireReader& in) {
  Picture picture;
  picture.type = in.number<char>();
  if (std::string_view("smxywabc").find(picture.type) == std::string_view::npos) in.fail<char>();
  picture.width = in.number<std::int32_t>(1, kPictureSideMax);
  picture.height = in.number<std::int32_t>(1, kPictureSideMax);
  picture.bytes = to_bytes(in.bytes(kPictureMax));
  if (!is_picture(picture.bytes)) in.fail<char>();
  return picture;
}

Video read_video(WireReader& in) {
  Video video;
  video.duration = in.number<double>(0, kDurationMax);
  video.width = in.number<std::int32_t>(0, kSideMax);
  video.height = in.number<std::int32_t>(0, kSideMax);
  video.sound = in.flag();
  video.streamable = in.flag();
  video.codec = read_token(in, kCodecMax);
  return video;
}

Audio read_audio(WireReader& in) {
  Audio audio;
  audio.duration = in.number<double>(0, kDurationMax);
  audio.title = read_clean_text(in);
  audio.performer = read_clean_text(in);
  audio.opus_in_ogg = in.flag();
  audio.waveform = to_bytes(in.bytes(kWaveformMax));
  return audio;
}

}  // namespace

Bytes write_report(const Report& report) {
  WireWriter out;
  out.text(report.mime);
  out.number(report.width);
  out.number(report.height);
  out.number<std::uint8_t>(report.animated);
  out.number<std::uint8_t>(report.video.has_value());
  if (report.video) {
    out.number(report.video->duration);
    out.number(report.video->width);
    out.number(report.video->height);
    out.number<std::uint8_t>(report.video->sound);
    out.number<std::uint8_t>(report.video->streamable);
    out.text(report.video->codec);
  }
  out.number<std::uint8_t>(report.audio.has_value());
  if (report.audio) {
    out.number(report.audio->duration);
    out.text(report.audio->title);
    out.text(report.audio->performer);
    out.number<std::uint8_t>(report.audio->opus_in_ogg);
    out.bytes(report.audio->waveform);
  }
  out.number(static_cast<std::uint8_t>(report.pictures.size()));
  for (const auto& picture : report.pictures) {
    out.number(picture.type);
    out.number(picture.width);
    out.number(picture.height);
    out.bytes(picture.bytes);
  }
  out.bytes(report.stripped);
  out.bytes(report.film);
  return out.take();
}

Result<Report> read_report(ByteView bytes) {
  WireReader in(bytes);
  Report report;
  report.mime = read_token(in, kMimeMax);
  report.width = in.number<std::int32_t>(0, kSideMax);
  report.height = in.number<std::int32_t>(0, kSideMax);
  report.animated = in.flag();
  if (in.flag()) report.video = read_video(in);
  if (in.flag()) report.audio = read_audio(in);
  const auto pictures = in.number<std::uint8_t>(0, kPicturesMax);
  for (int i = 0; i < pictures && in.ok(); ++i) {
    auto picture = read_picture(in);
    const bool twice =
        std::ranges::find(report.pictures, picture.type, &Picture::type) != report.pictures.end();
    if (twice) in.fail<char>();
    report.pictures.push_back(std::move(picture));
  }
  report.stripped = to_bytes(in.bytes(kStrippedMax));
  if (!report.stripped.empty() && report.stripped[0] != 1) in.fail<char>();
  report.film = to_bytes(in.bytes(kFilmMax));
  if (!report.film.empty() && !(report.video && is_film(report.film))) in.fail<char>();
  if (!in.ended() || report.mime.empty()) return botschaft::fail(Err::MEDIA_WORKER_FAILED);
  return report;
}

}  // namespace botschaft::media
