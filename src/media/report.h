#pragma once
// What the media worker says of a file. Everything here comes from a program that has read a stranger's
// bytes: read_report() checks sizes and ranges before anybody believes it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace botschaft::media {

// A smaller picture of the file: JPEG, or WebP where it can be seen through (stickers); its first bytes say.
// core.telegram.org/api/files, "Image thumbnail types".
struct Picture {
  char type = 'm';  // s 100, m 320, x 800, y 1280, w 2560 (boxes); a 160, b 320, c 640 (cropped squares)
  std::int32_t width = 0;
  std::int32_t height = 0;
  Bytes bytes;
};

struct Video {
  double duration = 0;     // seconds
  std::int32_t width = 0;  // as shown, after rotation
  std::int32_t height = 0;
  bool sound = false;
  bool streamable = false;  // MP4 with its index before its data
  std::string codec;
};

inline constexpr std::size_t kTitleMax = 256;  // bytes of UTF-8

struct Audio {
  double duration = 0;
  std::string title;
  std::string performer;
  bool opus_in_ogg = false;  // can be a voice note
  Bytes waveform;            // 100 samples of 5 bits each; empty: not asked for
};

struct Report {
  std::string mime;        // by content; "application/octet-stream" if nobody knows it
  std::int32_t width = 0;  // of images and animated stickers, after orientation; 0: neither
  std::int32_t height = 0;
  std::optional<Video> video;
  std::optional<Audio> audio;
  bool animated = false;          // GIF with several frames, animated WebP, TGS
  std::vector<Picture> pictures;  // smallest first
  Bytes stripped;                 // PhotoSize "i": JPEG without its constant header; empty: none
  Bytes film;  // an MP4 to be kept instead of the file, which `video` then is about; empty: none
};

// What is wanted of a file.
enum class Task : std::uint8_t {
  photo = 1,           // the sizes of a photo; metadata removed; fails if it is no image
  profile = 2,         // the sizes of a profile photo
  document = 3,        // what it is, and a thumbnail where one can be made
  voice = 4,           // as document, with a waveform
  thumbnail = 5,       // a thumbnail that a client made itself: read, checked, written anew as 'm' at most
  sticker = 6,         // as document; fails with STICKER_* unless it can be in a sticker set
  animation = 7,       // as document; of a GIF that moves, a film
  moving_profile = 8,  // a video of which the first picture has the sizes of a profile photo
};
inline constexpr Task kLastTask = Task::moving_profile;

// As it comes over the worker's pipe.
Bytes write_report(const Report& report);
Result<Report> read_report(ByteView bytes);

}  // namespace botschaft::media
