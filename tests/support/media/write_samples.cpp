// Files of every kind, for tests that are not in C++.
//   botschaft_samples DIRECTORY       writes one of each into it
//   botschaft_samples --sides FILE    reads a picture to its last pixel; says "WIDTH HEIGHT BRIGHTNESS"
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "media/worker/image.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"
#include "tests/support/media/recordings.h"

namespace {

using namespace botschaft;

void write(const std::filesystem::path& file, const Bytes& bytes) {
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
}

void write_all(const std::filesystem::path& directory) {
  write(directory / "photo.jpg", samples::jpeg(1280, 853));
  write(directory / "film.mp4",
        samples::recording({.width = 640, .height = 360, .seconds = 3, .index_first = true}));
  write(directory / "silent.mp4", samples::recording({.audio = "", .seconds = 2, .index_first = true}));
  write(directory / "moving.gif", samples::gif(160, 120, 8));
  write(directory / "voice.ogg", samples::voice_note(3));
  write(directory / "round.mp4",
        samples::recording({.width = 240, .height = 240, .seconds = 2, .index_first = true}));
  write(directory / "song.mp3", samples::recording({.container = "mp3",
                                                    .video = "",
                                                    .audio = "libmp3lame",
                                                    .seconds = 4,
                                                    .title = "Lied",
                                                    .performer = "Anna",
                                                    .cover = samples::jpeg(300, 300)}));
  write(directory / "still.webp", samples::webp(512, 512, true));
  write(directory / "animated.tgs", samples::tgs(samples::lottie()));
  write(directory / "video.webm", samples::recording({.container = "webm",
                                                      .video = "libvpx-vp9",
                                                      .audio = "",
                                                      .width = 512,
                                                      .height = 512,
                                                      .seconds = 1,
                                                      .transparent = true}));
}

int say_sides(const char* file) try {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
  const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
  std::printf("%d %d %.1f\n", image.width(), image.height(), image.avg());
  return 0;
} catch (const vips::VError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  samples::be_quiet();
  media::start_images();
  if (argc == 3 && std::strcmp(argv[1], "--sides") == 0) return say_sides(argv[2]);
  if (argc != 2) return 2;
  write_all(argv[1]);
  return 0;
}
