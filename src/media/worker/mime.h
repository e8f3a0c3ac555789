#pragma once
// What a file is by its first bytes. Names and types that clients send are hints that nobody checks.
#include <string_view>

#include "media/worker/input.h"

namespace botschaft::media {

enum class Kind : std::uint8_t {
  unknown,
  image,      // one that images.h reads
  container,  // of video or audio, that FFmpeg reads
  gzip,       // an animated sticker, perhaps
  other,      // known by name alone
};

struct ContentType {
  std::string_view mime = "application/octet-stream";
  Kind kind = Kind::unknown;
};

ContentType content_type(const Input& input);

}  // namespace botschaft::media
