#include "media/worker/film.h"

#include <algorithm>
#include <vector>
#include <vips/vips8>

#include "media/worker/ffmpeg.h"
#include "media/worker/image.h"

namespace botschaft::media {
namespace {

constexpr std::int64_t kPixelsMax = 300'000'000;  // of all frames: some seconds of work
constexpr int kFramesMax = 5'000;
constexpr std::size_t kBytesMax = 12 << 20;
constexpr int kTimeBase = 1'000;  // milliseconds, as GIFs' delays come from libvips
// Browsers take shorter delays for mistakes, and so they have come to be.
constexpr int kDelayMin_ms = 20;
constexpr int kDelayInstead_ms = 100;
// What MP4 says of a film, and of each of its frames, at most.
constexpr int kIndexHead = 4'096, kIndexFrame = 48;

class FilmMaker {
 public:
  FilmMaker(int width, int height, std::vector<int> delays)
      : width_(width), height_(height), delays_(std::move(delays)) {}
  ~FilmMaker() {
    if (format_ && format_->pb) {
      std::uint8_t* buffer = nullptr;
      avio_close_dyn_buf(format_->pb, &buffer);
      av_free(buffer);
    }
    avformat_free_context(format_);
  }
  FilmMaker(const FilmMaker&) = delete;
  FilmMaker& operator=(const FilmMaker&) = delete;

  bool begin();
  bool add(const vips::VImage& picture);  // of three bands
  std::optional<Bytes> end();

 private:
  bool write_packets();

  const int width_, height_;  // even, as H.264 wants them
  const std::vector<int> delays_;
  AVFormatContext* format_ = nullptr;
  Decoder encoder_;
  AVStream* stream_ = nullptr;
  Scaler scaler_;
  std::int64_t time_ = 0;
  std::size_t taken_ = 0, written_ = 0;
};

bool FilmMaker::begin() {
  av_log_set_level(AV_LOG_QUIET);
  const auto* codec = avcodec_find_encoder_by_name("libx264");
  if (!codec || avformat_alloc_output_context2(&format_, nullptr, "mp4", nullptr) < 0) return false;
  if (avio_open_dyn_buf(&format_->pb) < 0) return false;
  encoder_.reset(avcodec_alloc_context3(codec));
  auto& context = *encoder_;
  context.width = width_;
  context.height = height_;
  context.time_base = {1, kTimeBase};
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  context.max_b_frames = 0;  // frames then leave in the order they came in
  context.thread_count = 1;
  context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_opt_set(context.priv_data, "preset", "veryfast", 0);
  av_opt_set(context.priv_data, "crf", "23", 0);
  if (avcodec_open2(&context, codec, nullptr) < 0) return false;
  stream_ = avformat_new_stream(format_, nullptr);
  if (!stream_ || avcodec_parameters_from_context(stream_->codecpar, &context) < 0) return false;
  stream_->time_base = context.time_base;
  const auto index = kIndexHead + kIndexFrame * static_cast<int>(delays_.size());
  AVDictionary* options = nullptr;
  av_dict_set_int(&options, "moov_size", index, 0);
  const int begun = avformat_write_header(format_, &options);
  av_dict_free(&options);
  scaler_.reset(sws_getContext(width_, height_, AV_PIX_FMT_RGB24, width_, height_, AV_PIX_FMT_YUV420P,
                               SWS_BILINEAR, nullptr, nullptr, nullptr));
  return begun >= 0 && scaler_ != nullptr;
}

bool FilmMaker::add(const vips::VImage& picture) {
  std::size_t size = 0;
  const std::unique_ptr<void, decltype(&g_free)> pixels(picture.write_to_memory(&size), &g_free);
  const auto line = static_cast<std::size_t>(picture.width()) * 3;
  if (picture.bands() != 3 || size != line * static_cast<std::size_t>(picture.height())) return false;
  const Frame frame(av_frame_alloc());
  frame->width = width_;
  frame->height = height_;
  frame->format = AV_PIX_FMT_YUV420P;
  if (av_frame_get_buffer(frame.get(), 0) < 0) return false;
  const std::uint8_t* planes[] = {static_cast<const std::uint8_t*>(pixels.get()), nullptr, nullptr, nullptr};
  const int strides[] = {static_cast<int>(line), 0, 0, 0};
  if (sws_scale(scaler_.get(), planes, strides, 0, height_, frame->data, frame->linesize) != height_)
    return false;
  frame->pts = time_;
  time_ += delays_[taken_++];
  return avcodec_send_frame(encoder_.get(), frame.get()) >= 0 && write_packets();
}

bool FilmMaker::write_packets() {
  const Packet packet(av_packet_alloc());
  while (avcodec_receive_packet(encoder_.get(), packet.get()) >= 0) {
    if (written_ == delays_.size()) return false;
    packet->duration = delays_[written_++];
    av_packet_rescale_ts(packet.get(), encoder_->time_base, stream_->time_base);
    packet->stream_index = stream_->index;
    if (av_interleaved_write_frame(format_, packet.get()) < 0) return false;
  }
  return true;
}

std::optional<Bytes> FilmMaker::end() {
  if (avcodec_send_frame(encoder_.get(), nullptr) < 0 || !write_packets()) return std::nullopt;
  if (av_write_trailer(format_) < 0) return std::nullopt;
  std::uint8_t* buffer = nullptr;
  const int size = avio_close_dyn_buf(std::exchange(format_->pb, nullptr), &buffer);
  const std::unique_ptr<std::uint8_t, decltype(&av_free)> held(buffer, &av_free);
  if (size <= 0 || static_cast<std::size_t>(size) > kBytesMax) return std::nullopt;
  return Bytes(buffer, buffer + size);
}

std::vector<int> delays_of(const vips::VImage& image, int frames) {
  std::vector<int> delays;
  if (vips_image_get_typeof(image.get_image(), "delay") != 0) delays = image.get_array_int("delay");
  delays.resize(static_cast<std::size_t>(frames), kDelayInstead_ms);
  for (auto& delay : delays)
    if (delay < kDelayMin_ms) delay = kDelayInstead_ms;
  return delays;
}

}  // namespace

std::optional<Film> film_of_gif(ByteView gif) try {
  const auto facts = image_facts(gif);
  const int width = facts.width & ~1, height = facts.height & ~1;
  const bool bounded = facts.frames > 1 && facts.frames <= kFramesMax && width > 0 && height > 0 &&
                       std::int64_t{facts.width} * facts.height <= kPixelsMax / facts.frames;
  if (!bounded) return std::nullopt;
  // All frames below each other, read from top to bottom.
  const auto strip = vips::VImage::new_from_buffer(
      gif.data(), gif.size(), "",
      vips::VImage::option()->set("n", -1)->set("access", VIPS_ACCESS_SEQUENTIAL));
  const auto delays = delays_of(strip, facts.frames);
  FilmMaker maker(width, height, delays);
  if (!maker.begin()) return std::nullopt;
  std::int64_t duration_ms = 0;
  for (int i = 0; i < facts.frames; ++i) {
    const auto frame = strip.extract_area(0, i * facts.height, facts.width, facts.height).copy_memory();
    const auto plain = opaque(frame.colourspace(VIPS_INTERPRETATION_sRGB));
    if (!maker.add(plain.extract_area(0, 0, width, height))) return std::nullopt;
    duration_ms += delays[static_cast<std::size_t>(i)];
  }
  auto bytes = maker.end();
  if (!bytes) return std::nullopt;
  return Film{.facts = {.duration = static_cast<double>(duration_ms) / 1000,
                        .width = width,
                        .height = height,
                        .sound = false,
                        .streamable = true,
                        .codec = "h264"},
              .bytes = *std::move(bytes)};
} catch (const vips::VError&) {
  return std::nullopt;
}

}  // namespace botschaft::media
