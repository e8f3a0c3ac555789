// Malformed files through the real worker. Whatever they are, each job is answered or refused in its time,
// and the worker lives. Prints the seed of the damage; BOTSCHAFT_SEED repeats it.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

#include "media/worker/image.h"
#include "media/worker_client.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"
#include "tests/support/media/recordings.h"

namespace botschaft::media {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kJobTime = 10s;
constexpr int kDamagedCopies = 4;

class HostileFiles : public testing::Test {
 protected:
  HostileFiles() : client_({.program = BOTSCHAFT_MEDIA, .limits = {.time = kJobTime, .memory_mib = 512}}) {
    start_images();
    samples::be_quiet();
  }

  void SetUp() override {
    const auto sound = samples::png(8, 8);
    ASSERT_TRUE(look(Task::photo, sound).has_value());
    pid_ = client_.worker_pid();
  }
  void TearDown() override {
    EXPECT_EQ(client_.worker_pid(), pid_);  // it never had to be started again
    EXPECT_TRUE(look(Task::photo, samples::png(8, 8)).has_value());
  }

  Result<Report> look(Task task, const Bytes& bytes) {
    const auto file = samples::file_of(bytes);
    const auto begin = steady_clock::now();
    auto report = client_.look(task, file.get(), "", "");
    longest_ = std::max(longest_, steady_clock::now() - begin);
    return report;
  }

  // As whatever it may be taken for.
  void look_in_every_way(const Bytes& bytes) {
    for (const auto task : kTasks) (void)look(task, bytes);
  }

  static constexpr Task kTasks[] = {Task::document, Task::photo,     Task::profile,       Task::voice,
                                    Task::sticker,  Task::animation, Task::moving_profile};

  WorkerClient client_;
  std::optional<pid_t> pid_;
  steady_clock::duration longest_{};
};

std::vector<Bytes> sound_files() {
  return {
      samples::jpeg(300, 200, {.place = true}),
      samples::png(200, 100),
      samples::transparent_png(120, 90),
      samples::webp(200, 100, true),
      samples::animated_webp(60, 40, 3),
      samples::gif(60, 40, 3),
      samples::heic(120, 80),
      samples::tgs(samples::lottie()),
      samples::recording({.width = 160, .height = 120, .seconds = 0.5}),
      samples::recording({.width = 160, .height = 120, .seconds = 0.5, .index_first = true}),
      samples::recording(
          {.container = "webm", .video = "libvpx-vp9", .audio = "libopus", .width = 160, .height = 120}),
      samples::recording(
          {.container = "matroska", .video = "libvpx", .audio = "libopus", .width = 64, .height = 64}),
      samples::recording(
          {.container = "avi", .video = "mpeg4", .audio = "libmp3lame", .width = 64, .height = 64}),
      samples::recording({.container = "mp3", .video = "", .audio = "libmp3lame", .title = "Lied"}),
      samples::recording({.container = "flac", .video = "", .audio = "flac"}),
      samples::recording({.container = "wav", .video = "", .audio = "pcm_s16le"}),
      samples::voice_note(1),
  };
}

Bytes damaged(Bytes bytes, std::mt19937_64& random) {
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  switch (below(4)) {
    case 0:  // ends early
      bytes.resize(below(bytes.size()));
      break;
    case 1:  // some bytes are others; heads more often than not
      for (std::size_t i = 0; i < 1 + below(20); ++i)
        bytes[below(below(2) == 0 ? std::min<std::size_t>(bytes.size(), 512) : bytes.size())] =
            static_cast<std::uint8_t>(random());
      break;
    case 2: {  // a number is as large as can be
      const auto at = below(std::min<std::size_t>(bytes.size(), 2048));
      for (auto i = at; i < std::min(at + 4, bytes.size()); ++i) bytes[i] = 0xff;
      break;
    }
    default: {  // a part comes twice
      const auto from = below(bytes.size());
      const Bytes part(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end());
      bytes.insert(bytes.end(), part.begin(), part.end());
    }
  }
  return bytes;
}

std::uint64_t seed() {
  if (const char* given = std::getenv("BOTSCHAFT_SEED")) return std::strtoull(given, nullptr, 10);
  return std::random_device{}();
}

TEST_F(HostileFiles, that_are_damaged_harm_nothing_but_their_job) {
  const auto chosen = seed();
  std::printf("BOTSCHAFT_SEED=%llu\n", static_cast<unsigned long long>(chosen));
  std::mt19937_64 random(chosen);
  for (const auto& sound : sound_files()) {
    if (sound.empty()) continue;
    EXPECT_TRUE(look(Task::document, sound).has_value());
    for (int i = 0; i < kDamagedCopies; ++i) {
      const auto copy = damaged(sound, random);
      (void)look(Task::document, copy);
      (void)look(kTasks[1 + random() % (std::size(kTasks) - 1)], copy);
    }
  }
  EXPECT_LT(longest_, kJobTime + 20s);
}

TEST_F(HostileFiles, of_huge_dimensions_are_refused_by_their_head) {
  const auto nothing = samples::deflated(Bytes(1000));
  const auto begin = steady_clock::now();
  for (const std::uint32_t side : {12'000u, 100'000u, 0x7fffffffu}) {
    const auto bomb = samples::png_with(side, side, nothing);
    EXPECT_FALSE(look(Task::photo, bomb).has_value());
    const auto document = look(Task::document, bomb);
    EXPECT_TRUE(!document || document->pictures.empty());
  }
  EXPECT_LT(steady_clock::now() - begin, 20s);
}

// A hundred million grey pixels in a hundred kilobytes: within what is allowed for a file, so it must be
// quick.
TEST_F(HostileFiles, that_unpack_to_much_take_little_memory) {
  const auto bomb = samples::png_with(10'000, 10'000, samples::deflated(Bytes(10'001 * 10'000)));
  ASSERT_LT(bomb.size(), 200'000u);
  (void)look(Task::document, bomb);
  EXPECT_LT(longest_, kJobTime + 20s);
}

TEST_F(HostileFiles, that_are_endless_boxes_end) {
  Bytes boxes =
      to_bytes(as_bytes(std::string_view("\0\0\0\x18"
                                         "ftypisom\0\0\0\0isomiso2",
                                         24)));
  for (int i = 0; i < 200'000; ++i) {  // each holds all that follow
    const auto left = static_cast<std::uint32_t>((200'000 - i) * 8);
    for (int shift = 24; shift >= 0; shift -= 8) boxes.push_back(static_cast<std::uint8_t>(left >> shift));
    for (const char c : std::string_view("moov")) boxes.push_back(static_cast<std::uint8_t>(c));
  }
  look_in_every_way(boxes);
  Bytes empties(boxes.begin(), boxes.begin() + 24);
  for (int i = 0; i < 500'000; ++i)
    for (const char c : std::string_view("\0\0\0\x08"
                                         "free",
                                         8))
      empties.push_back(static_cast<std::uint8_t>(c));
  look_in_every_way(empties);
  EXPECT_LT(longest_, kJobTime + 20s);
}

TEST_F(HostileFiles, that_are_nested_endlessly_end) {
  const std::string deep = "{\"tgs\":1,\"layers\":" + std::string(1'000'000, '[');
  look_in_every_way(samples::tgs(deep));
  look_in_every_way(
      samples::tgs("{\"tgs\":1,\"w\":512,\"h\":512,\"fr\":1e308,\"ip\":-1e308,\"op\":1e308,\"layers\":[]}"));
  EXPECT_LT(longest_, kJobTime + 20s);
}

// A picture as an animation with a frame count and sizes of its own (APNG), and as text of a billion bytes
// (zTXt) are the PNG decoder's to ignore.
TEST_F(HostileFiles, with_strange_chunks_are_pictures_still) {
  auto png = samples::png(64, 64);
  const auto chunk =
      to_bytes(as_bytes(std::string_view("\0\0\0\x08"
                                         "acTL\xff\xff\xff\xff\0\0\0\0\0\0\0\0",
                                         20)));
  png.insert(png.begin() + 33, chunk.begin(), chunk.end());
  look_in_every_way(png);
}

// It names other files, which are not there for it.
TEST_F(HostileFiles, that_name_other_files_get_none) {
  for (const std::string_view text :
       {"ffconcat version 1.0\nfile '/etc/passwd'\n",
        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>",
        "push graphic-context\nimage over 0,0 0,0 'https://example.org/x'\npop graphic-context"}) {
    const auto report = look(Task::document, to_bytes(as_bytes(text)));
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->mime, "application/octet-stream");
    EXPECT_TRUE(report->pictures.empty());
  }
}

}  // namespace
}  // namespace botschaft::media
