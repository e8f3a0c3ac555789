#include "tests/support/media/images.h"

#if __has_feature(address_sanitizer)
// The encoder behind heic() keeps a little for ever.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libx265\n";
}
#endif

namespace botschaft::samples {
namespace {

using vips::VImage;

Bytes take(VipsBlob* blob) {
  std::size_t size = 0;
  const auto* data = static_cast<const std::uint8_t*>(vips_blob_get(blob, &size));
  Bytes out(data, data + size);
  vips_area_unref(VIPS_AREA(blob));
  return out;
}

VImage with_alpha(const VImage& image) {
  // Round: the corners can be seen through.
  const auto at = VImage::xyz(image.width(), image.height());
  const auto x = at[0] - image.width() / 2.0, y = at[1] - image.height() / 2.0;
  const double radius = image.width() / 2.0;
  return image.bandjoin(((x * x + y * y) < radius * radius).ifthenelse(255, 0).cast(VIPS_FORMAT_UCHAR));
}

// Frames one below the other, as libvips has animations.
VImage film(int width, int height, int frames) {
  std::vector<VImage> parts;
  for (int i = 0; i < frames; ++i)
    parts.push_back(scene(width, height).linear(1, 20.0 * i).cast(VIPS_FORMAT_UCHAR));
  auto out = VImage::arrayjoin(parts, VImage::option()->set("across", 1)).copy();
  out.set("page-height", height);
  out.set("delay", std::vector<int>(static_cast<std::size_t>(frames), 100));
  return out;
}

}  // namespace

VImage scene(int width, int height) {
  const auto at = VImage::xyz(width, height);
  const auto x = at[0], y = at[1];
  const auto detail = (x * 7).sin() * 12 + (y * 5).cos() * 12;
  const auto red = x * (200.0 / width) + detail + 20;
  const auto green = y * (200.0 / height) + detail + 20;
  const auto blue = (x + y) * (-180.0 / (width + height)) + detail + 220;
  return red.bandjoin(green)
      .bandjoin(blue)
      .cast(VIPS_FORMAT_UCHAR)
      .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

Bytes jpeg(int width, int height, const JpegOptions& options) {
  auto image = scene(width, height);
  if (options.grey) image = image.colourspace(VIPS_INTERPRETATION_B_W);
  if (options.wide_colours)
    image = image.icc_transform("p3", VImage::option()->set("input_profile", "srgb")->set("embedded", false));
  image = image.copy();
  image.set("orientation", options.orientation);
  if (options.place) {
    image.set("exif-ifd0-Model", "Camera of Anna");
    image.set("exif-ifd3-GPSLatitude", "52/1 31/1 12/1");
  }
  return take(image.jpegsave_buffer(VImage::option()->set("Q", options.quality)));
}

Bytes webp(int width, int height, bool transparent) {
  const auto image = scene(width, height);
  return take((transparent ? with_alpha(image) : image).webpsave_buffer());
}

Bytes animated_webp(int width, int height, int frames) {
  return take(film(width, height, frames).webpsave_buffer());
}

Bytes gif(int width, int height, int frames) {
  return take(film(width, height, frames).gifsave_buffer());
}

Bytes heic(int width, int height) try {
  return take(scene(width, height)
                  .heifsave_buffer(VImage::option()->set("compression", VIPS_FOREIGN_HEIF_COMPRESSION_HEVC)));
} catch (const vips::VError&) {
  return {};
}

Bytes transparent_png(int width, int height) {
  return take(with_alpha(scene(width, height)).pngsave_buffer());
}

}  // namespace botschaft::samples
