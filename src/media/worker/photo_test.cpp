#include "media/worker/photo.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "media/worker/image.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"

namespace botschaft::media {
namespace {

using vips::VImage;

class Photos : public testing::Test {
 protected:
  static void SetUpTestSuite() { start_images(); }

  template <class Look>
  auto look(const Bytes& bytes, Look look) {
    file_ = samples::file_of(bytes);
    return look(Input(file_.get(), bytes.size()));
  }
  Result<Report> photo(const Bytes& bytes) { return look(bytes, look_at_photo); }
  Result<Report> profile(const Bytes& bytes) { return look(bytes, look_at_profile_photo); }

 private:
  Descriptor file_;
};

VImage decode(ByteView bytes) {
  return VImage::new_from_buffer(bytes.data(), bytes.size(), "").copy_memory();
}

std::string sizes(const Report& report) {
  std::string out;
  for (const auto& [type, width, height, bytes] : report.pictures) {
    const auto image = decode(bytes);
    EXPECT_EQ(image.width(), width);
    EXPECT_EQ(image.height(), height);
    EXPECT_EQ(image.bands(), 3);
    out += (out.empty() ? "" : " ") + std::string(1, type) + std::to_string(width) + "x" +
           std::to_string(height);
  }
  return out;
}

double difference(const VImage& a, const VImage& b) {
  return (a - b).abs().avg();
}

Err error_of(const Result<Report>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? Err::INTERNAL : result.error().err;
}

// What clients put in front of a stripped thumbnail (core.telegram.org/api/files, "Stripped thumbnails"):
// JFIF, the quantisation tables of quality 20, a baseline frame of three components, the standard's Huffman
// tables, one scan.
Bytes client_header() {
  std::string blue_and_red = "2b2d2d3c353c76414176f8a58ca5";
  while (blue_and_red.size() < 128) blue_and_red += "f8";
  return *from_hex(
      "ffd8ffe000104a46494600010100000100010000ffdb004300281c1e231e19282321232d2b28303c64413c37373c7b585d4964"
      "918099"
      "968f808c8aa0b4e6c3a0aadaad8a8cc8ffcbdaeef5ffffff9bc1fffffffaffe6fdfff8ffdb004301" +
      blue_and_red +
      "ffc00011080000000003012200021101031101ffc4001f0000010501010101010100000000000000000102030405060708090a"
      "0bffc4"
      "00b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
      "243362"
      "7282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a7374757677"
      "78797a"
      "838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8"
      "d9dae1"
      "e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffc4001f0100030101010101010101010000000000000102030405060708090a"
      "0bffc4"
      "00b51100020102040403040705040400010277000102031104052131061241510761711322328108144291a1b1c109233352f0"
      "156272"
      "d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a73747576"
      "777879"
      "7a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6"
      "d7d8d9"
      "dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9faffda000c03010002110311003f00");
}

Bytes rebuilt(ByteView stripped) {
  auto jpeg = client_header();
  jpeg[164] = stripped[1];
  jpeg[166] = stripped[2];
  EXPECT_EQ(jpeg.size(), 623u);
  jpeg.insert(jpeg.end(), stripped.begin() + 3, stripped.end());
  jpeg.push_back(0xff);
  jpeg.push_back(0xd9);
  return jpeg;
}

TEST_F(Photos, has_the_sizes_up_to_the_one_that_holds_it_whole) {
  const auto large = photo(samples::jpeg(4000, 3000));
  ASSERT_TRUE(large.has_value());
  EXPECT_EQ(sizes(*large), "s100x75 m320x240 x800x600 y1280x960 w2560x1920");
  EXPECT_EQ(large->mime, "image/jpeg");
  EXPECT_EQ(large->width, 4000);
  EXPECT_EQ(large->height, 3000);
  EXPECT_EQ(sizes(*photo(samples::jpeg(960, 1280))), "s75x100 m240x320 x600x800 y960x1280");
  EXPECT_EQ(sizes(*photo(samples::jpeg(801, 400))), "s100x50 m320x160 x800x400 y801x400");
  EXPECT_EQ(sizes(*photo(samples::jpeg(60, 80))), "s60x80");
  EXPECT_EQ(sizes(*photo(samples::png(1, 1))), "s1x1");
}

TEST_F(Photos, reads_what_people_send) {
  EXPECT_EQ(photo(samples::webp(300, 200))->mime, "image/webp");
  EXPECT_EQ(photo(samples::gif(300, 200, 3))->mime, "image/gif");
  EXPECT_EQ(photo(samples::png(300, 200))->mime, "image/png");
  EXPECT_EQ(sizes(*photo(samples::gif(300, 200, 3))), "s100x67 m300x200");
  EXPECT_EQ(sizes(*photo(samples::jpeg(300, 200, {.grey = true}))), "s100x67 m300x200");
}

TEST_F(Photos, of_iphones_are_read_where_libvips_can) {
  const auto file = samples::heic(640, 480);
  if (file.empty()) GTEST_SKIP() << "libvips has no HEIF here";
  const auto report = photo(file);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->mime, "image/heic");
  EXPECT_EQ(sizes(*report), "s100x75 m320x240 x640x480");
  EXPECT_LT(difference(decode(report->pictures.back().bytes), samples::scene(640, 480)), 8.0);
}

TEST_F(Photos, looks_as_it_did) {
  const auto report = photo(samples::jpeg(640, 480));
  const auto& full = report->pictures.back();
  EXPECT_EQ(full.type, 'x');
  EXPECT_LT(difference(decode(full.bytes), samples::scene(640, 480)), 6.0);
}

TEST_F(Photos, stands_upright) {
  const auto report = photo(samples::jpeg(400, 200, {.orientation = 6}));  // to be turned by 90 degrees
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->width, 200);
  EXPECT_EQ(report->height, 400);
  const auto& full = report->pictures.back();
  EXPECT_EQ(full.width, 200);
  EXPECT_LT(difference(decode(full.bytes), samples::scene(400, 200).rot90()), 6.0);
}

TEST_F(Photos, tells_nothing_of_who_took_it_and_where) {
  const auto original = samples::jpeg(1600, 1200, {.place = true, .wide_colours = true});
  ASSERT_NE(as_text(original).find("Camera of Anna"), std::string_view::npos);
  const auto report = photo(original);
  ASSERT_TRUE(report.has_value());
  for (const auto& picture : report->pictures) {
    const auto image = decode(picture.bytes);
    EXPECT_EQ(as_text(picture.bytes).find("Anna"), std::string_view::npos);
    EXPECT_EQ(as_text(picture.bytes).find("Exif"), std::string_view::npos);
    EXPECT_EQ(image.get_typeof(VIPS_META_ICC_NAME), 0u);
  }
}

TEST_F(Photos, wide_colours_become_those_every_screen_has) {
  const auto report = photo(samples::jpeg(640, 480, {.wide_colours = true}));
  EXPECT_LT(difference(decode(report->pictures.back().bytes), samples::scene(640, 480)), 6.0);
}

TEST_F(Photos, what_can_be_seen_through_is_white) {
  const auto report = photo(samples::transparent_png(200, 200));
  ASSERT_TRUE(report.has_value());
  for (const auto band : decode(report->pictures.back().bytes).getpoint(1, 1)) EXPECT_GT(band, 245);
}

TEST_F(Photos, the_stripped_one_is_what_clients_can_put_together) {
  for (const auto& original :
       {samples::jpeg(1280, 960), samples::jpeg(300, 900, {.grey = true}), samples::png(40, 2)}) {
    const auto report = photo(original);
    ASSERT_GT(report->stripped.size(), 3u);
    EXPECT_EQ(report->stripped[0], 1);
    const auto image = decode(rebuilt(report->stripped));
    EXPECT_EQ(std::max(image.width(), image.height()), 40);
    const auto full = decode(report->pictures.back().bytes);
    const auto expected = full.thumbnail_image(40, VImage::option()->set("height", 40));
    ASSERT_EQ(image.width(), expected.width());
    EXPECT_LT(difference(image, expected), 12.0);
    EXPECT_LT(report->stripped.size(), 1500u);
  }
}

TEST_F(Photos, of_profiles_are_squares) {
  EXPECT_EQ(sizes(*profile(samples::jpeg(1280, 960))), "a160x160 b320x320 c640x640");
  EXPECT_EQ(sizes(*profile(samples::jpeg(200, 3000))), "a160x160 b200x200 c200x200");
  const auto report = profile(samples::jpeg(1280, 640));
  EXPECT_LT(difference(decode(report->pictures.back().bytes),
                       samples::scene(1280, 640).extract_area(320, 0, 640, 640)),
            6.0);
  EXPECT_FALSE(report->stripped.empty());
  EXPECT_EQ(error_of(profile(samples::jpeg(159, 300))), Err::PHOTO_CROP_SIZE_SMALL);
}

TEST_F(Photos, has_limits) {
  EXPECT_EQ(error_of(photo(samples::png(9990, 11))), Err::PHOTO_INVALID_DIMENSIONS);
  EXPECT_EQ(error_of(photo(samples::png(420, 20))), Err::PHOTO_INVALID_DIMENSIONS);
  EXPECT_TRUE(photo(samples::png(400, 20)).has_value());
  EXPECT_EQ(error_of(photo(samples::png_with(100'000, 100'000, {}))), Err::PHOTO_INVALID_DIMENSIONS);
}

TEST_F(Photos, must_be_whole) {
  auto half = samples::jpeg(640, 480);
  half.resize(half.size() / 2);
  EXPECT_EQ(error_of(photo(half)), Err::IMAGE_PROCESS_FAILED);
  EXPECT_EQ(error_of(photo(to_bytes(as_bytes("not an image")))), Err::IMAGE_PROCESS_FAILED);
  EXPECT_EQ(error_of(photo({})), Err::IMAGE_PROCESS_FAILED);
  // SVG is a program, and no loader of it is left.
  EXPECT_EQ(
      error_of(photo(to_bytes(as_bytes("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")))),
      Err::IMAGE_PROCESS_FAILED);
}

TEST_F(Photos, as_files_have_a_thumbnail) {
  Report report;
  const auto file = samples::transparent_png(900, 600);
  ASSERT_TRUE(look(file, [&](const Input& input) { return look_at_image(input, report); }));
  EXPECT_EQ(sizes(report), "m320x213");
  EXPECT_EQ(report.width, 900);
  EXPECT_FALSE(report.animated);
  EXPECT_FALSE(report.stripped.empty());
  Report animation;
  look(samples::gif(64, 48, 4), [&](const Input& input) { return look_at_image(input, animation); });
  EXPECT_TRUE(animation.animated);
  EXPECT_EQ(animation.height, 48);
}

}  // namespace
}  // namespace botschaft::media
