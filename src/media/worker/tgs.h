#pragma once
// Animated stickers: Lottie, packed with gzip. core.telegram.org/stickers, "Animated stickers".
#include <optional>
#include <vips/vips8>

#include "media/worker/input.h"

namespace botschaft::media {

struct Animation {
  int width = 0;
  int height = 0;
  double rate = 0;  // frames a second
  double duration = 0;
  std::optional<vips::VImage> first;  // within the box asked for
};

inline constexpr std::size_t kTgsMax = 64 * 1024;  // bytes as packed

// nullopt: it is something else. Files that are larger than kTgsMax are.
std::optional<Animation> read_tgs(const Input& input, int side);

}  // namespace botschaft::media
