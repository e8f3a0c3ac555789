#pragma once
// Photos and other pictures, by libvips. media::start_images() comes first.
#include <vips/vips8>

#include "base/bytes.h"

namespace botschaft::samples {

// Soft colours with some detail, as photos are; never the same column twice.
vips::VImage scene(int width, int height);

struct JpegOptions {
  int quality = 90;
  int orientation = 1;        // of EXIF
  bool place = false;         // EXIF says where it was taken
  bool wide_colours = false;  // an embedded profile that is not sRGB
  bool grey = false;
};
Bytes jpeg(int width, int height, const JpegOptions& options = {});
Bytes webp(int width, int height, bool transparent = false);
Bytes animated_webp(int width, int height, int frames);
Bytes gif(int width, int height, int frames);
Bytes heic(int width, int height);  // as iPhones have it; empty where libvips cannot write it
Bytes transparent_png(int width, int height);

}  // namespace botschaft::samples
