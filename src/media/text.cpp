#include "media/text.h"

#include <cstdint>

namespace botschaft::media {
namespace {

// Of the character at the beginning; 0: there is none.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4 || text.size() <= more) return 0;
  std::uint32_t code = lead & (0x3fu >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    const auto next = static_cast<std::uint8_t>(text[i]);
    if ((next & 0xc0) != 0x80) return 0;
    code = code << 6 | (next & 0x3fu);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  const bool good = code >= kSmallest[more] && code <= 0x10ffff && (code < 0xd800 || code >= 0xe000);
  return good ? more + 1 : 0;
}

bool is_control(char c) {
  return (c >= 0 && c < 0x20) || c == 0x7f;
}

}  // namespace

std::string clean_text(std::string_view text, std::size_t size_max) {
  std::string out;
  while (!text.empty()) {
    const auto size = character_size(text);
    if (size == 0 || out.size() + size > size_max) break;
    out += is_control(text[0]) ? std::string_view(" ") : text.substr(0, size);
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace botschaft::media
