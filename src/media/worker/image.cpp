#include "media/worker/image.h"

#include <gmodule.h>
#include <stdlib.h>
#include <vips/vector.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "media/worker/strip_jpeg.h"

namespace botschaft::media {
namespace {

using vips::VImage;

constexpr int kQuality = 85;
constexpr int kWebpQuality = 80;
constexpr int kProgressiveFrom = 800;  // larger pictures are worth seeing before they are complete
constexpr int kStrippedSide = 40;
constexpr int kStrippedQuality = 20;  // the tables of the header that clients put in front

constexpr const char* kLoaders[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif",
                                    "VipsForeignLoadWebp", "VipsForeignLoadHeif"};

// The blob refers to the bytes, which must stay.
struct Blob {
  explicit Blob(ByteView bytes) : blob(vips_blob_new(nullptr, bytes.data(), bytes.size())) {}
  ~Blob() { vips_area_unref(VIPS_AREA(blob)); }
  Blob(const Blob&) = delete;
  Blob& operator=(const Blob&) = delete;
  VipsBlob* blob;
};

Bytes take(VipsBlob* blob) {
  std::size_t size = 0;
  const auto* data = static_cast<const std::uint8_t*>(vips_blob_get(blob, &size));
  Bytes out(data, data + size);
  vips_area_unref(VIPS_AREA(blob));
  return out;
}

// Grey, 16 bits, CMYK and whatever else there is become what every client shows.
VImage plain(const VImage& image) {
  auto out = image.colourspace(VIPS_INTERPRETATION_sRGB);
  if (out.format() != VIPS_FORMAT_UCHAR) out = out.cast(VIPS_FORMAT_UCHAR);
  return out.copy_memory();
}

}  // namespace

void start_images() {
  static bool started = false;
  if (std::exchange(started, true)) return;
  setenv("VIPS_DISC_THRESHOLD", "4g", 1);  // never by way of a temporary file
  // Modules would bring ImageMagick, Poppler and others along; no machine code is made at run time either.
  setenv("VIPSHOME", "/nonexistent", 1);
  // What libraries have to say quotes what they read, and they first ask where it goes.
  g_log_set_writer_func(
      [](GLogLevelFlags, const GLogField*, gsize, gpointer) { return G_LOG_WRITER_HANDLED; }, nullptr,
      nullptr);
  CHECK(vips_init("botschaft-media") == 0);
  // This one is for the photos of iPhones. Without it, they are files like any other.
  g_module_open(BOTSCHAFT_VIPS_HEIF, G_MODULE_BIND_LAZY);
  vips_vector_set_enabled(FALSE);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const auto* loader : kLoaders) vips_operation_block_set(loader, FALSE);
}

ImageFacts image_facts(ByteView file) {
  const auto image = VImage::new_from_buffer(file.data(), file.size(), "");
  ImageFacts facts{.width = image.width(), .height = vips_image_get_page_height(image.get_image())};
  facts.frames = vips_image_get_n_pages(image.get_image());
  if (vips_image_get_orientation_swap(image.get_image())) std::swap(facts.width, facts.height);
  return facts;
}

namespace {

// In steps that a JPEG decoder can skip at once (ITU T.81: blocks of 8 x 8), still larger than asked for.
int shrink_on_load(ByteView file, int side) {
  if (!as_text(file).starts_with("\xff\xd8")) return 1;
  const auto facts = image_facts(file);
  int shrink = 8;
  while (shrink > 1 && std::max(facts.width, facts.height) / shrink < side) shrink /= 2;
  return shrink;
}

VImage load_whole(ByteView file, int side) {
  auto* options = VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL)->set("fail_on", VIPS_FAIL_ON_ERROR);
  if (const int shrink = shrink_on_load(file, side); shrink > 1) options->set("shrink", shrink);
  return VImage::new_from_buffer(file.data(), file.size(), "", options).copy_memory();
}

}  // namespace

VImage fit(ByteView file, int side, Damage damage) {
  const auto options = [&] {
    return VImage::option()->set("height", side)->set("size", VIPS_SIZE_DOWN)->set("export_profile", "srgb");
  };
  // In one stream libvips makes do with what it can read, so what must be whole is loaded first.
  if (damage == Damage::refuse) return plain(load_whole(file, side).thumbnail_image(side, options()));
  const Blob blob(file);
  return plain(VImage::thumbnail_buffer(blob.blob, side, options()->set("fail_on", VIPS_FAIL_ON_NONE)));
}

VImage fit(const VImage& image, int side) {
  if (std::max(image.width(), image.height()) <= side) return image;
  return plain(image.thumbnail_image(
      side, VImage::option()->set("height", side)->set("size", VIPS_SIZE_DOWN)->set("no_rotate", true)));
}

VImage square(const VImage& image, int side) {
  const int whole = std::min(image.width(), image.height());
  const auto middle =
      image.extract_area((image.width() - whole) / 2, (image.height() - whole) / 2, whole, whole);
  return fit(plain(middle), side);
}

VImage opaque(const VImage& image) {
  if (!image.has_alpha()) return image;
  return plain(image.flatten(VImage::option()->set("background", std::vector<double>{255})));
}

Picture jpeg_picture(char type, const VImage& image) {
  const bool progressive = std::max(image.width(), image.height()) > kProgressiveFrom;
  auto* blob = opaque(image).jpegsave_buffer(VImage::option()
                                                 ->set("Q", kQuality)
                                                 ->set("strip", true)
                                                 ->set("optimize_coding", true)
                                                 ->set("interlace", progressive));
  return {.type = type, .width = image.width(), .height = image.height(), .bytes = take(blob)};
}

Picture webp_picture(char type, const VImage& image) {
  auto* blob = image.webpsave_buffer(VImage::option()->set("Q", kWebpQuality)->set("strip", true));
  return {.type = type, .width = image.width(), .height = image.height(), .bytes = take(blob)};
}

void add_thumbnail(const VImage& image, Report& report) {
  if (image.has_alpha()) {
    report.pictures.push_back(webp_picture('m', image));
    return;
  }
  report.pictures.push_back(jpeg_picture('m', image));
  report.stripped = stripped(image);
}

Bytes stripped(const VImage& image) {
  // The coding that the constant header describes: baseline, the standard's own Huffman tables, 4:2:0.
  auto* blob = opaque(fit(image, kStrippedSide))
                   .jpegsave_buffer(VImage::option()
                                        ->set("Q", kStrippedQuality)
                                        ->set("strip", true)
                                        ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON));
  return strip_jpeg(take(blob));
}

}  // namespace botschaft::media
