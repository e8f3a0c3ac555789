#include "media/worker/sticker.h"

#include <gtest/gtest.h>

#include <vips/vips8>

#include "media/worker/image.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"
#include "tests/support/media/recordings.h"

namespace botschaft::media {
namespace {

using vips::VImage;

class Stickers : public testing::Test {
 protected:
  static void SetUpTestSuite() { start_images(); }

  static Result<Report> look(const Bytes& bytes) {
    const auto file = samples::file_of(bytes);
    return look_at_sticker(Input(file.get(), bytes.size()));
  }
  static Err error_of(const Bytes& bytes) {
    const auto result = look(bytes);
    EXPECT_FALSE(result.has_value());
    return result ? Err::INTERNAL : result.error().err;
  }
};

Bytes film(samples::RecordingOptions options) {
  options.container = "webm";
  if (options.video == "libx264") options.video = "libvpx-vp9";
  if (options.audio == "aac") options.audio = "";
  return samples::recording(options);
}

TEST_F(Stickers, are_pictures_with_a_side_of_512) {
  const auto report = look(samples::webp(512, 300, true));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->mime, "image/webp");
  EXPECT_EQ(report->width, 512);
  ASSERT_EQ(report->pictures.size(), 1u);
  const auto& picture = report->pictures[0];
  const auto image = VImage::new_from_buffer(picture.bytes.data(), picture.bytes.size(), "").copy_memory();
  EXPECT_TRUE(image.has_alpha());
  EXPECT_LT(image.getpoint(1, 1).at(3), 10);  // the corner can still be seen through
  EXPECT_TRUE(look(samples::transparent_png(200, 512)).has_value());
  EXPECT_TRUE(look(samples::webp(100, 100)).has_value());  // custom emoji
}

TEST_F(Stickers, of_other_sizes_or_kinds_are_none) {
  EXPECT_EQ(error_of(samples::webp(511, 511)), Err::STICKER_PNG_DIMENSIONS);
  EXPECT_EQ(error_of(samples::transparent_png(513, 512)), Err::STICKER_PNG_DIMENSIONS);
  EXPECT_EQ(error_of(samples::webp(100, 99)), Err::STICKER_PNG_DIMENSIONS);
  EXPECT_EQ(error_of(samples::jpeg(512, 512)), Err::STICKER_PNG_NOPNG);
  EXPECT_EQ(error_of(samples::gif(512, 512, 2)), Err::STICKER_PNG_NOPNG);
  EXPECT_EQ(error_of(samples::animated_webp(512, 512, 2)), Err::STICKER_FILE_INVALID);
  EXPECT_EQ(error_of(to_bytes(as_bytes("\x89PNG\r\n\x1a\n"))), Err::STICKER_PNG_NOPNG);
  EXPECT_EQ(error_of(to_bytes(as_bytes("words"))), Err::STICKER_FILE_INVALID);
  EXPECT_EQ(error_of({}), Err::STICKER_FILE_INVALID);
}

TEST_F(Stickers, are_animations_of_512_and_three_seconds) {
  const auto report = look(samples::tgs(samples::lottie(512, 180, 60)));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->mime, "application/x-tgsticker");
  ASSERT_EQ(report->pictures.size(), 1u);
  const auto& picture = report->pictures[0];
  const auto image = VImage::new_from_buffer(picture.bytes.data(), picture.bytes.size(), "").copy_memory();
  EXPECT_EQ(image.width(), 320);
  const auto middle = image.getpoint(160, 160);  // of a red square
  EXPECT_GT(middle.at(0), 230);
  EXPECT_LT(middle.at(1), 30);
  EXPECT_GT(middle.at(3), 250);
  EXPECT_LT(image.getpoint(2, 2).at(3), 5);
}

TEST_F(Stickers, animations_have_limits) {
  EXPECT_EQ(error_of(samples::tgs(samples::lottie(511))), Err::STICKER_TGS_NOTGS);
  EXPECT_EQ(error_of(samples::tgs(samples::lottie(512, 240, 60))), Err::STICKER_TGS_NOTGS);
  EXPECT_EQ(error_of(samples::tgs("{\"tgs\":1}")), Err::STICKER_TGS_NOTGS);
  EXPECT_EQ(error_of(samples::gzipped(as_bytes("words"))), Err::STICKER_TGS_NOTGS);
  EXPECT_EQ(error_of(samples::gzipped(Bytes(100 << 20, ' '))), Err::STICKER_TGS_NOTGS);  // a bomb of 100 KB
  auto lottie = samples::lottie();
  lottie.replace(lottie.find("\"tgs\""), 5, "\"xyz\"");
  EXPECT_EQ(error_of(samples::tgs(lottie)), Err::STICKER_TGS_NOTGS);
  auto packed = samples::tgs(samples::lottie());
  packed.resize(packed.size() - 20);
  EXPECT_EQ(error_of(packed), Err::STICKER_TGS_NOTGS);
}

TEST_F(Stickers, are_films_of_512_and_three_seconds) {
  const auto report =
      look(film({.width = 512, .height = 512, .seconds = 2.9, .rate = 30, .transparent = true}));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->mime, "video/webm");
  EXPECT_EQ(report->video->width, 512);
  EXPECT_EQ(as_text(report->pictures.at(0).bytes).substr(0, 4), "RIFF");
  EXPECT_TRUE(look(film({.width = 100, .height = 100})).has_value());
}

TEST_F(Stickers, films_have_limits) {
  EXPECT_EQ(error_of(film({.width = 320, .height = 240})), Err::STICKER_GIF_DIMENSIONS);
  EXPECT_EQ(error_of(film({.width = 512, .height = 64, .seconds = 4})), Err::STICKER_VIDEO_BIG);
  EXPECT_EQ(error_of(film({.video = "libvpx", .width = 512, .height = 64})), Err::STICKER_VIDEO_NOWEBM);
  EXPECT_EQ(error_of(film({.audio = "libopus", .width = 512, .height = 64})), Err::STICKER_VIDEO_NOWEBM);
  EXPECT_EQ(error_of(samples::recording({.audio = "", .width = 512, .height = 64})),
            Err::STICKER_VIDEO_NOWEBM);
}

}  // namespace
}  // namespace botschaft::media
