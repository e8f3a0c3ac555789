#pragma once
// Pictures, by libvips. Everything here throws vips::VError when the file or memory is not good enough.
#include <vips/vips8>

#include "base/bytes.h"
#include "media/report.h"

namespace botschaft::media {

// Before anything is shut in; a second time nothing happens. Only loaders of JPEG, PNG, GIF and WebP are
// left.
void start_images();

struct ImageFacts {
  int width = 0;  // upright
  int height = 0;
  int frames = 1;
};
ImageFacts image_facts(ByteView file);

enum class Damage : std::uint8_t { refuse, tolerate };

// Within a box of that side, upright, sRGB with 8 bits, in memory, without metadata. Never larger than it is.
vips::VImage fit(ByteView file, int side, Damage damage);
vips::VImage fit(const vips::VImage& image, int side);
// The largest square in its middle, scaled down to that side.
vips::VImage square(const vips::VImage& image, int side);
// Three bands; what can be seen through shows white.
vips::VImage opaque(const vips::VImage& image);

Picture jpeg_picture(char type, const vips::VImage& image);
Picture webp_picture(char type, const vips::VImage& image);

// As 'm', and the stripped one. What can be seen through stays so, as WebP, and has no stripped one, which
// could not.
void add_thumbnail(const vips::VImage& image, Report& report);

// PhotoSize "i". core.telegram.org/api/files, "Stripped thumbnails".
Bytes stripped(const vips::VImage& image);

}  // namespace botschaft::media
