#include "media/worker/waveform.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

#include "media/worker/decode.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kValues = 100;
constexpr std::uint32_t kValueMax = 31;
constexpr int kSpansPerSecond = 50;
constexpr std::size_t kSpansMax = 3600 * kSpansPerSecond;  // an hour: what comes after is not drawn
constexpr int kPacketsMax = 1'000'000;
// Silence is not blown up, and one bang does not flatten the rest: full height is at 1.8 times the mean.
constexpr std::uint64_t kFullMin = 2500;

// Signed 16-bit samples of one channel, whatever comes in.
class Mono {
 public:
  bool open(const AVFrame& frame) {
    SwrContext* made = nullptr;
    // FFmpeg 5.1 does not say that it only reads the layouts.
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO, theirs = frame.ch_layout;
    const int status =
        swr_alloc_set_opts2(&made, &mono, AV_SAMPLE_FMT_S16, frame.sample_rate, &theirs,
                            static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
    resampler_.reset(made);
    return status >= 0 && swr_init(made) >= 0;
  }
  std::span<const std::int16_t> samples(const AVFrame& frame) {
    buffer_.resize(static_cast<std::size_t>(frame.nb_samples) + 256);
    auto* out = reinterpret_cast<std::uint8_t*>(buffer_.data());
    const int count = swr_convert(resampler_.get(), &out, static_cast<int>(buffer_.size()),
                                  const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples);
    return {buffer_.data(), static_cast<std::size_t>(std::max(count, 0))};
  }

 private:
  Resampler resampler_;
  std::vector<std::int16_t> buffer_;
};

std::vector<std::uint16_t> peaks_of(Recording& recording) {
  const auto& stream = *recording.audio();
  const auto decoder = open_decoder(avcodec_find_decoder(stream.codecpar->codec_id), stream, 1);
  std::vector<std::uint16_t> peaks;
  if (!decoder) return peaks;
  Mono mono;
  int rate = 0, in_span = 0;
  std::uint16_t peak = 0;
  decode(recording, stream, *decoder, kPacketsMax, [&](const AVFrame& frame) {
    if (rate == 0 && !mono.open(frame)) return false;
    if (rate != 0 && rate != frame.sample_rate) return false;  // no recorder does that
    rate = frame.sample_rate;
    for (const auto sample : mono.samples(frame)) {
      peak = std::max(peak, static_cast<std::uint16_t>(std::abs(int{sample})));
      if (++in_span < rate / kSpansPerSecond) continue;
      peaks.push_back(std::exchange(peak, std::uint16_t{0}));
      in_span = 0;
    }
    return peaks.size() < kSpansMax;
  });
  if (in_span > 0) peaks.push_back(peak);
  return peaks;
}

}  // namespace

Bytes pack_waveform(std::span<const std::uint16_t> peaks) {
  if (peaks.empty()) return {};
  std::array<std::uint16_t, kValues> bars{};
  for (std::size_t i = 0; i < kValues; ++i) {
    const auto from = i * peaks.size() / kValues;
    const auto to = std::max(from + 1, (i + 1) * peaks.size() / kValues);
    bars[i] = *std::max_element(peaks.begin() + static_cast<std::ptrdiff_t>(from),
                                peaks.begin() + static_cast<std::ptrdiff_t>(to));
  }
  const auto sum = std::accumulate(bars.begin(), bars.end(), std::uint64_t{0});
  const auto full = std::max(sum * 18 / 10 / kValues, kFullMin);
  // Value i has bits 5i to 5i+4, the lowest first.
  Bytes out((kValues * 5 + 7) / 8 + 1);
  for (std::size_t i = 0; i < kValues; ++i) {
    const auto value = static_cast<std::uint32_t>(std::min<std::uint64_t>(bars[i], full) * kValueMax / full);
    const auto bits = value << (i * 5 % 8);
    out[i * 5 / 8] |= static_cast<std::uint8_t>(bits);
    out[i * 5 / 8 + 1] |= static_cast<std::uint8_t>(bits >> 8);
  }
  out.pop_back();
  return out;
}

Bytes waveform(Recording& recording) {
  return pack_waveform(peaks_of(recording));
}

}  // namespace botschaft::media
