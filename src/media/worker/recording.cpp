#include "media/worker/recording.h"

#include <algorithm>
#include <cmath>

#include "media/text.h"
#include "media/worker/ffmpeg.h"
#include "media/worker/mp4.h"

namespace botschaft::media {
namespace {

constexpr int kBuffer = 64 * 1024;
constexpr double kDurationMax = 1e7;
constexpr int kSideMax = 16'384;

// What people send; each more is more that a hostile file can choose from.
constexpr const char* kContainers = "mov,mp4,matroska,webm,ogg,mp3,flac,wav,avi,aac,aiff";
constexpr const char* kCodecs =
    "h264,hevc,vp8,vp9,libvpx-vp9,libdav1d,mpeg4,mjpeg,theora,h263,aac,mp3float,mp3,opus,libopus,vorbis,flac,"
    "alac,ac3,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,pcm_alaw,amrnb,amrwb";

// A file that names others is told that there are none.
int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EPERM);
}

AVDictionary* options() {
  AVDictionary* out = nullptr;
  av_dict_set(&out, "format_whitelist", kContainers, 0);
  av_dict_set(&out, "codec_whitelist", kCodecs, 0);
  av_dict_set(&out, "protocol_whitelist", "none", 0);
  av_dict_set(&out, "probesize", "5000000", 0);
  av_dict_set(&out, "analyzeduration", "5000000", 0);
  av_dict_set(&out, "max_streams", "64", 0);
  return out;
}

std::string tag(const AVFormatContext& format, const AVStream& stream, const char* name) {
  const auto* entry = av_dict_get(format.metadata, name, nullptr, 0);
  if (!entry) entry = av_dict_get(stream.metadata, name, nullptr, 0);  // Ogg
  return entry ? clean_text(entry->value, kTitleMax) : std::string();
}

double seconds(std::int64_t time, AVRational base) {
  if (time == AV_NOPTS_VALUE || time <= 0) return 0;
  const double value = static_cast<double>(time) * av_q2d(base);
  return std::isfinite(value) ? std::min(value, kDurationMax) : 0;
}

AVStream* best(AVFormatContext* format, AVMediaType type) {
  const int index = av_find_best_stream(format, type, -1, -1, nullptr, 0);
  if (index < 0) return nullptr;
  auto* stream = format->streams[index];
  return stream->disposition & AV_DISPOSITION_ATTACHED_PIC ? nullptr : stream;
}

}  // namespace

int quarter_turns(const AVStream& stream) {
  const auto* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
  if (!matrix) return 0;
  const double angle =
      av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));  // anticlockwise
  return std::isfinite(angle) ? (static_cast<int>(std::lround(-angle / 90)) % 4 + 4) % 4 : 0;
}

std::unique_ptr<Recording> Recording::open(const Input& input) {
  std::unique_ptr<Recording> out(new Recording(input));
  return out->open() ? std::move(out) : nullptr;
}

bool Recording::open() {
  av_log_set_level(AV_LOG_QUIET);
  auto* buffer = static_cast<std::uint8_t*>(av_malloc(kBuffer));
  io_ = avio_alloc_context(buffer, kBuffer, 0, this, &read_part, nullptr, &move_to);
  format_ = avformat_alloc_context();
  if (!io_ || !format_) return false;
  format_->pb = io_;
  format_->io_open = &refuse_to_open;
  format_->flags |= AVFMT_FLAG_CUSTOM_IO;
  auto* wanted = options();
  const int opened = avformat_open_input(&format_, nullptr, nullptr, &wanted);
  av_dict_free(&wanted);
  if (opened < 0 || avformat_find_stream_info(format_, nullptr) < 0) return false;
  video_ = best(format_, AVMEDIA_TYPE_VIDEO);
  audio_ = best(format_, AVMEDIA_TYPE_AUDIO);
  return video_ || audio_;
}

Recording::~Recording() {
  avformat_close_input(&format_);
  if (io_) av_freep(&io_->buffer);
  avio_context_free(&io_);
}

int Recording::read_part(void* self, std::uint8_t* to, int size) {
  auto& recording = *static_cast<Recording*>(self);
  const auto got = recording.input_.read(static_cast<std::uint64_t>(recording.position_),
                                         MutableByteView(to, static_cast<std::size_t>(size)));
  recording.position_ += static_cast<std::int64_t>(got);
  return got == 0 ? AVERROR_EOF : static_cast<int>(got);
}

std::int64_t Recording::move_to(void* self, std::int64_t offset, int whence) {
  auto& recording = *static_cast<Recording*>(self);
  const auto size = static_cast<std::int64_t>(recording.input_.size());
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return size;
    case SEEK_SET:
      break;
    case SEEK_CUR:
      offset += recording.position_;
      break;
    case SEEK_END:
      offset += size;
      break;
    default:
      return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  return recording.position_ = offset;
}

std::optional<ByteView> Recording::cover() const {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    const auto& stream = *format_->streams[i];
    const auto& picture = stream.attached_pic;
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) && picture.size > 0)
      return ByteView(picture.data, static_cast<std::size_t>(picture.size));
  }
  return std::nullopt;
}

double Recording::duration() const {
  if (const auto whole = seconds(format_->duration, AV_TIME_BASE_Q); whole > 0) return whole;
  const auto* stream = video_ ? video_ : audio_;
  return seconds(stream->duration, stream->time_base);
}

std::optional<Video> Recording::video_facts(const Input& input) const {
  if (!video_) return std::nullopt;
  const auto& parameters = *video_->codecpar;
  Video video{.duration = duration(),
              .width = parameters.width,
              .height = parameters.height,
              .sound = audio_ != nullptr,
              .streamable = index_comes_first(input),
              .codec = avcodec_get_name(parameters.codec_id)};
  const auto pixel = av_guess_sample_aspect_ratio(format_, video_, nullptr);
  if (pixel.num > 0 && pixel.den > 0)
    video.width = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(av_rescale(video.width, pixel.num, pixel.den), 1, kSideMax));
  if (quarter_turns(*video_) % 2 != 0) std::swap(video.width, video.height);
  return video;
}

std::optional<Audio> Recording::audio_facts() const {
  if (!audio_) return std::nullopt;
  const bool ogg = std::string_view(format_->iformat->name) == "ogg";
  auto performer = tag(*format_, *audio_, "artist");
  if (performer.empty()) performer = tag(*format_, *audio_, "album_artist");
  return Audio{.duration = duration(),
               .title = tag(*format_, *audio_, "title"),
               .performer = std::move(performer),
               .opus_in_ogg = ogg && audio_->codecpar->codec_id == AV_CODEC_ID_OPUS && !video_};
}

}  // namespace botschaft::media
