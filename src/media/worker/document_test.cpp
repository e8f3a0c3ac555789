#include "media/worker/document.h"

#include <gtest/gtest.h>

#include <vips/vips8>

#include "media/worker/image.h"
#include "media/worker/waveform.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"
#include "tests/support/media/recordings.h"

namespace botschaft::media {
namespace {

using vips::VImage;

class Documents : public testing::Test {
 protected:
  static void SetUpTestSuite() { start_images(); }

  static Report look(const Bytes& bytes, Audible audible = Audible::no) {
    const auto file = samples::file_of(bytes);
    return look_at_document(Input(file.get(), bytes.size()), audible);
  }
};

VImage decode(ByteView bytes) {
  return VImage::new_from_buffer(bytes.data(), bytes.size(), "").copy_memory();
}

double brightness(const VImage& image, int x, int y) {
  double sum = 0;
  for (const auto band : image.getpoint(x, y)) sum += band;
  return sum / image.bands();
}

std::vector<int> bars(const Bytes& waveform) {
  std::vector<int> out;
  for (int i = 0; i < 100; ++i) {
    const auto at = static_cast<std::size_t>(i * 5 / 8);
    const int bits = waveform[at] | (at + 1 < waveform.size() ? waveform[at + 1] << 8 : 0);
    out.push_back(bits >> (i * 5 % 8) & 31);
  }
  return out;
}

TEST_F(Documents, say_what_they_are) {
  EXPECT_EQ(look(to_bytes(as_bytes("%PDF-1.7"))).mime, "application/pdf");
  EXPECT_EQ(look(to_bytes(as_bytes("PK\x03\x04...."))).mime, "application/zip");
  EXPECT_EQ(look(to_bytes(as_bytes("once upon a time"))).mime, "application/octet-stream");
  EXPECT_EQ(look({}).mime, "application/octet-stream");
  EXPECT_EQ(look(samples::gzipped(as_bytes("not a sticker"))).mime, "application/gzip");
  // A name proves nothing, and neither does the beginning of a format.
  const auto broken = look(to_bytes(as_bytes("OggS")));
  EXPECT_FALSE(broken.audio || broken.video);
}

TEST_F(Documents, gifs_that_move_become_films) {
  const auto convert = [](const Bytes& bytes) {
    const auto file = samples::file_of(bytes);
    return look_at_animation(Input(file.get(), bytes.size()));
  };
  const auto report = convert(samples::gif(161, 90, 8));
  EXPECT_EQ(report.mime, "image/gif");
  ASSERT_TRUE(report.video.has_value());
  ASSERT_EQ(report.pictures.size(), 1U);
  const auto film = look(report.film);
  EXPECT_EQ(film.mime, "video/mp4");
  ASSERT_TRUE(film.video.has_value());
  EXPECT_EQ(film.video->width, 160);  // even
  EXPECT_EQ(film.video->height, 90);
  EXPECT_EQ(film.video->codec, "h264");
  EXPECT_TRUE(film.video->streamable);
  EXPECT_FALSE(film.video->sound);
  EXPECT_NEAR(film.video->duration, report.video->duration, 0.01);
  EXPECT_GT(film.video->duration, 0.1);
  // What stands still stays what it is, and so does what cannot be read.
  EXPECT_TRUE(convert(samples::gif(160, 90, 1)).film.empty());
  auto broken = samples::gif(160, 90, 8);
  broken.resize(broken.size() / 3);
  EXPECT_EQ(convert(broken).mime, "image/gif");
  EXPECT_TRUE(convert(samples::recording({.seconds = 0.5})).film.empty());
}

TEST_F(Documents, films_have_sides_duration_sound_and_a_picture) {
  const auto report = look(samples::recording({.width = 640, .height = 360, .seconds = 2}));
  EXPECT_EQ(report.mime, "video/mp4");
  ASSERT_TRUE(report.video);
  EXPECT_NEAR(report.video->duration, 2, 0.1);
  EXPECT_EQ(report.video->width, 640);
  EXPECT_EQ(report.video->height, 360);
  EXPECT_TRUE(report.video->sound);
  EXPECT_FALSE(report.video->streamable);
  EXPECT_EQ(report.video->codec, "h264");
  ASSERT_EQ(report.pictures.size(), 1u);
  EXPECT_EQ(report.pictures[0].type, 'm');
  const auto image = decode(report.pictures[0].bytes);
  EXPECT_EQ(image.width(), 320);
  EXPECT_EQ(image.height(), 180);
  EXPECT_GT(brightness(image, 30, 90), brightness(image, 290, 90) + 80);  // bright on the left
  EXPECT_FALSE(report.stripped.empty());
}

TEST_F(Documents, films_whose_index_comes_first_can_be_streamed) {
  EXPECT_TRUE(look(samples::recording({.index_first = true})).video->streamable);
}

TEST_F(Documents, films_are_turned_as_their_camera_was) {
  const auto report =
      look(samples::recording({.audio = "", .width = 320, .height = 160, .quarter_turns = 1}));
  ASSERT_TRUE(report.video);
  EXPECT_EQ(report.video->width, 160);
  EXPECT_EQ(report.video->height, 320);
  EXPECT_FALSE(report.video->sound);
  const auto image = decode(report.pictures.at(0).bytes);
  EXPECT_EQ(image.width(), 160);
  EXPECT_EQ(image.height(), 320);
  EXPECT_GT(brightness(image, 80, 30), brightness(image, 80, 290) + 80);  // what was left is now above
}

TEST_F(Documents, webm_is_read_too) {
  const auto report = look(
      samples::recording({.container = "webm", .video = "libvpx-vp9", .audio = "libopus", .width = 160}));
  EXPECT_EQ(report.mime, "video/webm");
  EXPECT_EQ(report.video->codec, "vp9");
  EXPECT_TRUE(report.video->sound);
  EXPECT_NEAR(report.video->duration, 1, 0.1);
  EXPECT_EQ(report.pictures.size(), 1u);
}

TEST_F(Documents, films_that_can_be_seen_through_have_such_a_picture) {
  const auto report = look(samples::recording({.container = "webm",
                                               .video = "libvpx-vp9",
                                               .audio = "",
                                               .width = 100,
                                               .height = 100,
                                               .transparent = true}));
  ASSERT_EQ(report.pictures.size(), 1u);
  EXPECT_EQ(as_text(report.pictures[0].bytes).substr(0, 4), "RIFF");
  EXPECT_NEAR(decode(report.pictures[0].bytes).getpoint(50, 50).at(3), 128, 20);
  EXPECT_TRUE(report.stripped.empty());
}

TEST_F(Documents, songs_have_title_performer_and_cover) {
  const auto report = look(samples::recording({.container = "mp3",
                                               .video = "",
                                               .audio = "libmp3lame",
                                               .seconds = 3,
                                               .title = "Größe",
                                               .performer = "Anna & Ben",
                                               .cover = samples::jpeg(600, 600)}));
  EXPECT_EQ(report.mime, "audio/mpeg");
  EXPECT_FALSE(report.video);
  ASSERT_TRUE(report.audio);
  EXPECT_NEAR(report.audio->duration, 3, 0.1);
  EXPECT_EQ(report.audio->title, "Größe");
  EXPECT_EQ(report.audio->performer, "Anna & Ben");
  EXPECT_FALSE(report.audio->opus_in_ogg);
  ASSERT_EQ(report.pictures.size(), 1u);
  EXPECT_EQ(decode(report.pictures[0].bytes).width(), 320);
}

TEST_F(Documents, mp4_without_pictures_is_audio) {
  const auto report = look(samples::recording({.video = "", .title = "Lied"}));
  EXPECT_EQ(report.mime, "audio/mp4");
  EXPECT_FALSE(report.video);
  EXPECT_EQ(report.audio->title, "Lied");
}

TEST_F(Documents, voice_notes_have_a_waveform) {
  const auto bytes = samples::voice_note(4);
  const auto report = look(bytes, Audible::yes);
  EXPECT_EQ(report.mime, "audio/ogg");
  ASSERT_TRUE(report.audio);
  EXPECT_TRUE(report.audio->opus_in_ogg);
  EXPECT_NEAR(report.audio->duration, 4, 0.1);
  ASSERT_EQ(report.audio->waveform.size(), 63u);
  const auto heights = bars(report.audio->waveform);  // of a tone that swells
  EXPECT_LT(heights[2], 3);
  EXPECT_GT(heights[50], heights[10]);
  EXPECT_EQ(heights[97], 31);
  EXPECT_TRUE(look(bytes).audio->waveform.empty());  // which costs time, and is for voice notes
}

TEST_F(Documents, waveforms_are_packed_as_clients_unpack_them) {
  std::vector<std::uint16_t> peaks;
  for (int i = 0; i < 100; ++i) peaks.push_back(static_cast<std::uint16_t>(i % 2 == 0 ? 30'000 : 0));
  const auto heights = bars(pack_waveform(peaks));
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(heights[i], i % 2 == 0 ? 31 : 0) << i;
  EXPECT_EQ(bars(pack_waveform(std::vector<std::uint16_t>(7, 100)))[50],
            100 * 31 / 2500);  // silence stays low
  EXPECT_TRUE(pack_waveform({}).empty());
}

TEST_F(Documents, animations_are_known_as_such) {
  const auto gif = look(samples::gif(200, 100, 3));
  EXPECT_EQ(gif.mime, "image/gif");
  EXPECT_TRUE(gif.animated);
  EXPECT_EQ(gif.height, 100);
  EXPECT_FALSE(look(samples::gif(200, 100, 1)).animated);
  const auto webp = look(samples::animated_webp(200, 100, 3));
  EXPECT_EQ(webp.mime, "image/webp");
  EXPECT_TRUE(webp.animated);
  EXPECT_EQ(webp.height, 100);
  const auto tgs = look(samples::tgs(samples::lottie()));
  EXPECT_EQ(tgs.mime, "application/x-tgsticker");
  EXPECT_TRUE(tgs.animated);
  EXPECT_EQ(tgs.width, 512);
}

}  // namespace
}  // namespace botschaft::media
