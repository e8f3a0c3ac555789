#pragma once
// Files that need no library but zlib.
#include <string>

#include "base/bytes.h"
#include "media/descriptor.h"

namespace botschaft::samples {

// The bytes as a file that has no name, positioned at its end.
media::Descriptor file_of(ByteView bytes);

// A grey PNG. `compressed`: what stands for its pixels, if that is not to be what the head promises.
Bytes png(std::uint32_t width, std::uint32_t height);
Bytes png_with(std::uint32_t width, std::uint32_t height, ByteView compressed);

Bytes deflated(ByteView plain);  // as zlib has it
Bytes gzipped(ByteView plain);

// An animated sticker: a square that moves. core.telegram.org/stickers, "Animated stickers".
std::string lottie(int side = 512, int frames = 60, int rate = 60);
Bytes tgs(const std::string& lottie);

}  // namespace botschaft::samples
