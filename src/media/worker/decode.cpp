#include "media/worker/decode.h"

namespace botschaft::media {
namespace {

constexpr int kOthersMax = 100'000;  // packets of other streams between

// False: no more.
bool take_frames(AVCodecContext& decoder, AVFrame* frame, const std::function<bool(const AVFrame&)>& take) {
  while (avcodec_receive_frame(&decoder, frame) >= 0) {
    const bool more = take(*frame);
    av_frame_unref(frame);
    if (!more) return false;
  }
  return true;
}

}  // namespace

Decoder open_decoder(const AVCodec* codec, const AVStream& stream, std::int64_t pixels_max) {
  if (!codec) return nullptr;
  Decoder decoder(avcodec_alloc_context3(codec));
  if (!decoder || avcodec_parameters_to_context(decoder.get(), stream.codecpar) < 0) return nullptr;
  decoder->thread_count = 1;
  decoder->max_pixels = pixels_max;
  decoder->pkt_timebase = stream.time_base;
  return avcodec_open2(decoder.get(), codec, nullptr) < 0 ? nullptr : std::move(decoder);
}

void decode(Recording& recording, const AVStream& stream, AVCodecContext& decoder, int packets_max,
            const std::function<bool(const AVFrame&)>& take) {
  const Packet packet(av_packet_alloc());
  const Frame frame(av_frame_alloc());
  if (!packet || !frame) return;
  int others = 0;
  for (int packets = 0; packets < packets_max && others < kOthersMax;) {
    if (av_read_frame(recording.reading(), packet.get()) < 0) break;
    const bool wanted = packet->stream_index == stream.index;
    if (wanted) avcodec_send_packet(&decoder, packet.get());
    ++(wanted ? packets : others);
    av_packet_unref(packet.get());
    if (wanted && !take_frames(decoder, frame.get(), take)) return;
  }
  avcodec_send_packet(&decoder, nullptr);
  take_frames(decoder, frame.get(), take);
}

}  // namespace botschaft::media
