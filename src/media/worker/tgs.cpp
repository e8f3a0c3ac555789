#include "media/worker/tgs.h"

#include <rlottie.h>

#include <algorithm>
#include <cmath>

#include "base/gzip.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kUnpackedMax = 4 << 20;
constexpr std::size_t kFramesMax = 10'000;
constexpr int kSideMax = 4096;

// rlottie has blue, green, red, alpha, with the colours multiplied by alpha.
vips::VImage to_image(const std::vector<std::uint32_t>& pixels, int width, int height) {
  Bytes out(pixels.size() * 4);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const auto alpha = pixels[i] >> 24;
    for (std::size_t band = 0; band < 3 && alpha > 0; ++band) {
      const auto colour = pixels[i] >> (16 - 8 * band) & 0xff;
      out[i * 4 + band] = static_cast<std::uint8_t>(std::min(255u, colour * 255 / alpha));
    }
    out[i * 4 + 3] = static_cast<std::uint8_t>(alpha);
  }
  return vips::VImage::new_from_memory(out.data(), out.size(), width, height, 4, VIPS_FORMAT_UCHAR)
      .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
      .copy_memory();
}

vips::VImage render_first(rlottie::Animation& animation, int width, int height) {
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * height);
  animation.renderSync(
      0, rlottie::Surface(pixels.data(), static_cast<std::size_t>(width), static_cast<std::size_t>(height),
                          static_cast<std::size_t>(width) * 4));
  return to_image(pixels, width, height);
}

}  // namespace

std::optional<Animation> read_tgs(const Input& input, int side) {
  const auto packed = input.read_all(kTgsMax);
  if (!packed) return std::nullopt;
  const auto json = gunzip(*packed, kUnpackedMax);
  // The mark that tells a sticker from any other Lottie file.
  if (!json || as_text(*json).find("\"tgs\"") == std::string_view::npos) return std::nullopt;
  const auto animation = rlottie::Animation::loadFromData(std::string(as_text(*json)), "", "", false);
  if (!animation) return std::nullopt;
  std::size_t width = 0, height = 0;
  animation->size(width, height);
  Animation out{.rate = animation->frameRate(), .duration = animation->duration()};
  const bool sound = width > 0 && height > 0 && width <= kSideMax && height <= kSideMax &&
                     std::isfinite(out.rate) && std::isfinite(out.duration) &&
                     animation->totalFrame() <= kFramesMax;
  if (!sound) return std::nullopt;
  out.width = static_cast<int>(width);
  out.height = static_cast<int>(height);
  const double scale = std::min(1.0, static_cast<double>(side) / std::max(out.width, out.height));
  out.first = render_first(*animation, std::max(1, static_cast<int>(out.width * scale)),
                           std::max(1, static_cast<int>(out.height * scale)));
  return out;
}

}  // namespace botschaft::media
