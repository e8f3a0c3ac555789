#include "tl/utf8.h"

namespace botschaft::tl {
namespace {

// Bytes of the sequence at the front of `text`, or 0 if it is malformed.
std::size_t sequence_size(ByteView text) {
  const auto tail = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) {
    return i < text.size() && text[i] >= low && text[i] <= high;
  };
  const auto lead = text[0];
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool second = lead == 0xe0 ? tail(1, 0xa0) : lead == 0xed ? tail(1, 0x80, 0x9f) : tail(1);
    return second && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool second = lead == 0xf0 ? tail(1, 0x90) : lead == 0xf4 ? tail(1, 0x80, 0x8f) : tail(1);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_utf8(ByteView text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  while (!text.empty()) {
    if (text.size() >= 8 && (load_le<std::uint64_t>(text.data()) & kHighBits) == 0) {
      text = text.subspan(8);
      continue;
    }
    const auto size = sequence_size(text);
    if (size == 0) return false;
    text = text.subspan(size);
  }
  return true;
}

}  // namespace botschaft::tl
