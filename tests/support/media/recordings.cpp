#include "tests/support/media/recordings.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "media/worker/ffmpeg.h"

namespace botschaft::samples {
namespace {

using media::Decoder;  // frees an encoder's context as well
using media::Frame;
using media::Packet;

constexpr int kSampleRate = 48'000;

class Film {
 public:
  explicit Film(const RecordingOptions& options) : options_(options) {
    CHECK(avformat_alloc_output_context2(&format_, nullptr, options.container.c_str(), nullptr) >= 0);
    CHECK(avio_open_dyn_buf(&format_->pb) >= 0);
    if (!options.title.empty()) av_dict_set(&format_->metadata, "title", options.title.c_str(), 0);
    if (!options.performer.empty()) av_dict_set(&format_->metadata, "artist", options.performer.c_str(), 0);
    if (!options.video.empty()) add_video();
    if (!options.audio.empty()) add_audio();
    if (!options.cover.empty()) add_cover();
  }
  ~Film() { avformat_free_context(format_); }
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  Bytes make() {
    AVDictionary* flags = nullptr;
    if (options_.index_first) av_dict_set(&flags, "movflags", "frag_keyframe+empty_moov", 0);
    CHECK(avformat_write_header(format_, &flags) >= 0);
    av_dict_free(&flags);
    if (cover_) write_cover();
    if (video_) write_video();
    if (audio_) write_audio();
    CHECK(av_write_trailer(format_) >= 0);
    std::uint8_t* buffer = nullptr;
    const int size = avio_close_dyn_buf(format_->pb, &buffer);
    Bytes out(buffer, buffer + size);
    av_free(buffer);
    return out;
  }

 private:
  Decoder encoder(const std::string& name) {
    const auto* codec = avcodec_find_encoder_by_name(name.c_str());
    CHECK(codec);
    Decoder context(avcodec_alloc_context3(codec));
    context->thread_count = 1;
    if (format_->oformat->flags & AVFMT_GLOBALHEADER) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    return context;
  }

  AVStream* stream_of(AVCodecContext& context) {
    CHECK(avcodec_open2(&context, context.codec, nullptr) >= 0);
    auto* stream = avformat_new_stream(format_, nullptr);
    avcodec_parameters_from_context(stream->codecpar, &context);
    stream->time_base = context.time_base;
    return stream;
  }

  void add_video() {
    video_encoder_ = encoder(options_.video);
    auto& context = *video_encoder_;
    context.width = options_.width;
    context.height = options_.height;
    context.time_base = {1, options_.rate};
    context.framerate = {options_.rate, 1};
    context.pix_fmt = options_.transparent ? AV_PIX_FMT_YUVA420P : AV_PIX_FMT_YUV420P;
    context.bit_rate = 200'000;
    av_opt_set(context.priv_data, "preset", "ultrafast", 0);
    av_opt_set(context.priv_data, "deadline", "realtime", 0);
    av_opt_set(context.priv_data, "cpu-used", "8", 0);
    if (options_.transparent) av_opt_set(context.priv_data, "auto-alt-ref", "0", 0);
    video_ = stream_of(context);
    if (options_.transparent) av_dict_set(&video_->metadata, "alpha_mode", "1", 0);
    if (options_.quarter_turns != 0) {
      auto* matrix = av_stream_new_side_data(video_, AV_PKT_DATA_DISPLAYMATRIX, sizeof(std::int32_t) * 9);
      av_display_rotation_set(reinterpret_cast<std::int32_t*>(matrix), 90.0 * options_.quarter_turns);
    }
  }

  void add_audio() {
    audio_encoder_ = encoder(options_.audio);
    auto& context = *audio_encoder_;
    context.sample_rate = kSampleRate;
    context.ch_layout = AV_CHANNEL_LAYOUT_MONO;
    context.sample_fmt = context.codec->sample_fmts[0];
    context.time_base = {1, kSampleRate};
    context.strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    audio_ = stream_of(context);
  }

  void add_cover() {
    cover_ = avformat_new_stream(format_, nullptr);
    cover_->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    cover_->codecpar->codec_id = AV_CODEC_ID_MJPEG;
    cover_->codecpar->width = cover_->codecpar->height = 64;
    cover_->disposition = AV_DISPOSITION_ATTACHED_PIC;
  }

  void write_cover() {
    const Packet packet(av_packet_alloc());
    CHECK(av_new_packet(packet.get(), static_cast<int>(options_.cover.size())) >= 0);
    std::ranges::copy(options_.cover, packet->data);
    packet->stream_index = cover_->index;
    packet->flags = AV_PKT_FLAG_KEY;
    CHECK(av_interleaved_write_frame(format_, packet.get()) >= 0);
  }

  void encode(AVCodecContext& context, AVStream& stream, const AVFrame* frame) {
    CHECK(avcodec_send_frame(&context, frame) >= 0);
    const Packet packet(av_packet_alloc());
    while (avcodec_receive_packet(&context, packet.get()) >= 0) {
      av_packet_rescale_ts(packet.get(), context.time_base, stream.time_base);
      packet->stream_index = stream.index;
      CHECK(av_interleaved_write_frame(format_, packet.get()) >= 0);
    }
  }

  // Bright on the left, dark on the right; a bar walks through it.
  void write_video() {
    const Frame frame(av_frame_alloc());
    frame->width = options_.width;
    frame->height = options_.height;
    frame->format = video_encoder_->pix_fmt;
    CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
    const auto frames = static_cast<int>(options_.seconds * options_.rate);
    for (int i = 0; i < frames; ++i) {
      av_frame_make_writable(frame.get());
      for (int y = 0; y < options_.height; ++y)
        for (int x = 0; x < options_.width; ++x)
          frame->data[0][y * frame->linesize[0] + x] = static_cast<std::uint8_t>(
              (x + i * 4) % options_.width < 8 ? 128 : 235 - x * 200 / options_.width);
      for (int plane = 1; plane < 3; ++plane)
        std::fill_n(frame->data[plane], frame->linesize[plane] * ((options_.height + 1) / 2),
                    static_cast<std::uint8_t>(plane == 1 ? 100 : 150));
      if (options_.transparent)
        std::fill_n(frame->data[3], frame->linesize[3] * options_.height, std::uint8_t{128});
      frame->pts = i;
      encode(*video_encoder_, *video_, frame.get());
    }
    encode(*video_encoder_, *video_, nullptr);
  }

  // 440 Hz, from nothing to loud.
  void write_audio() {
    const Frame frame(av_frame_alloc());
    frame->nb_samples = audio_encoder_->frame_size > 0 ? audio_encoder_->frame_size : 1024;
    frame->format = audio_encoder_->sample_fmt;
    frame->sample_rate = kSampleRate;
    av_channel_layout_copy(&frame->ch_layout, &audio_encoder_->ch_layout);
    CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
    const auto total = static_cast<std::int64_t>(options_.seconds * kSampleRate);
    for (std::int64_t at = 0; at + frame->nb_samples <= total; at += frame->nb_samples) {
      av_frame_make_writable(frame.get());
      for (int i = 0; i < frame->nb_samples; ++i) put_sample(*frame, i, at + i, total);
      frame->pts = at;
      encode(*audio_encoder_, *audio_, frame.get());
    }
    encode(*audio_encoder_, *audio_, nullptr);
  }

  void put_sample(AVFrame& frame, int i, std::int64_t at, std::int64_t total) const {
    const double time = static_cast<double>(at) / kSampleRate;
    const double value = 0.8 * static_cast<double>(at) / static_cast<double>(total) * std::sin(2764.6 * time);
    switch (av_get_packed_sample_fmt(audio_encoder_->sample_fmt)) {
      case AV_SAMPLE_FMT_FLT:
        reinterpret_cast<float*>(frame.data[0])[i] = static_cast<float>(value);
        break;
      case AV_SAMPLE_FMT_S16:
        reinterpret_cast<std::int16_t*>(frame.data[0])[i] = static_cast<std::int16_t>(value * 32'767);
        break;
      case AV_SAMPLE_FMT_S32:
        reinterpret_cast<std::int32_t*>(frame.data[0])[i] = static_cast<std::int32_t>(value * 2e9);
        break;
      default:
        CHECK(false);
    }
  }

  const RecordingOptions& options_;
  AVFormatContext* format_ = nullptr;
  Decoder video_encoder_, audio_encoder_;
  AVStream* video_ = nullptr;
  AVStream* audio_ = nullptr;
  AVStream* cover_ = nullptr;
};

}  // namespace

Bytes recording(const RecordingOptions& options) {
  return Film(options).make();
}

void be_quiet() {
  av_log_set_level(AV_LOG_QUIET);
}

Bytes voice_note(double seconds) {
  return recording({.container = "ogg", .video = "", .audio = "libopus", .seconds = seconds});
}

}  // namespace botschaft::samples
