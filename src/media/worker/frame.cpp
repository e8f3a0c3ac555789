#include "media/worker/frame.h"

#include <algorithm>

#include "media/worker/decode.h"
#include "media/worker/image.h"

namespace botschaft::media {
namespace {

constexpr int kPacketsMax = 500;
constexpr std::int64_t kPixelsMax = 8192 * 4352;

// FFmpeg's own decoder of VP9 knows nothing of transparency (WebM: AlphaMode), that of libvpx does.
const AVCodec* decoder_of(const AVStream& stream) {
  const auto* alpha = av_dict_get(stream.metadata, "alpha_mode", nullptr, 0);
  const bool transparent = alpha && std::string_view(alpha->value) == "1";
  if (stream.codecpar->codec_id == AV_CODEC_ID_VP9 && transparent)
    if (const auto* codec = avcodec_find_decoder_by_name("libvpx-vp9")) return codec;
  return avcodec_find_decoder(stream.codecpar->codec_id);
}

bool has_alpha(const AVFrame& frame) {
  const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  return format && (format->flags & AV_PIX_FMT_FLAG_ALPHA);
}

// Scaled to `width` x `height`.
std::optional<vips::VImage> to_image(const AVFrame& frame, int width, int height) {
  const bool alpha = has_alpha(frame);
  const Scaler scaler(sws_getContext(frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
                                     width, height, alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24, SWS_AREA,
                                     nullptr, nullptr, nullptr));
  if (!scaler) return std::nullopt;
  const int bands = alpha ? 4 : 3, line = width * bands;
  // swscale writes vectors of up to 64 bytes beyond the end of a line.
  Bytes pixels(static_cast<std::size_t>(line) * height + 64);
  std::uint8_t* planes[] = {pixels.data(), nullptr, nullptr, nullptr};
  const int strides[] = {line, 0, 0, 0};
  if (sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, planes, strides) != height)
    return std::nullopt;
  return vips::VImage::new_from_memory(pixels.data(), static_cast<std::size_t>(line) * height, width, height,
                                       bands, VIPS_FORMAT_UCHAR)
      .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
      .copy_memory();
}

vips::VImage turned(const vips::VImage& image, int quarters) {
  constexpr VipsAngle kAngles[] = {VIPS_ANGLE_D0, VIPS_ANGLE_D90, VIPS_ANGLE_D180, VIPS_ANGLE_D270};
  return image.rot(kAngles[quarters]).copy_memory();
}

}  // namespace

std::optional<vips::VImage> first_frame(Recording& recording, int side) {
  const auto& stream = *recording.video();
  const auto decoder = open_decoder(decoder_of(stream), stream, kPixelsMax);
  if (!decoder) return std::nullopt;
  std::optional<vips::VImage> image;
  decode(recording, stream, *decoder, kPacketsMax, [&](const AVFrame& frame) {
    double width = frame.width, height = frame.height;
    const auto pixel = frame.sample_aspect_ratio;
    if (pixel.num > 0 && pixel.den > 0) width = std::clamp(width * av_q2d(pixel), 1.0, 16'384.0);
    const double scale = std::min(1.0, side / std::max(width, height));
    image = to_image(frame, std::max(1, static_cast<int>(width * scale + 0.5)),
                     std::max(1, static_cast<int>(height * scale + 0.5)));
    return false;
  });
  if (!image) return std::nullopt;
  return turned(*image, quarter_turns(stream));
}

}  // namespace botschaft::media
