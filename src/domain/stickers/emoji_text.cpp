#include "domain/stickers/emoji_text.h"

#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

constexpr char32_t kJoiner = 0x200D, kSelector = 0xFE0F, kKeySquare = 0x20E3;

bool is_between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool is_flag_letter(char32_t c) {
  return is_between(c, 0x1F1E6, 0x1F1FF);
}

// What changes the emoji before it: skin tones, the tags of flags of regions, the square of keys.
bool is_modifier(char32_t c) {
  return is_between(c, 0x1F3FB, 0x1F3FF) || is_between(c, 0xE0020, 0xE007F) || c == kKeySquare ||
         c == kSelector;
}

bool is_key(char32_t c) {
  return is_between(c, '0', '9') || c == '#' || c == '*';
}

// Approximated by the blocks that hold pictures (UTS #51).
bool is_picture(char32_t c) {
  return c == 0xA9 || c == 0xAE || is_between(c, 0x203C, 0x2049) || is_between(c, 0x2122, 0x21FF) ||
         is_between(c, 0x2300, 0x27BF) || is_between(c, 0x2900, 0x2BFF) || is_between(c, 0x3030, 0x303D) ||
         is_between(c, 0x3297, 0x3299) || is_between(c, 0x1F000, 0x1FAFF);
}

// The end of the emoji that starts at `at`; `at` itself if none does.
std::size_t end_of_emoji(const std::u32string& text, std::size_t at) {
  const auto start = at;
  if (is_key(text[at])) {
    auto end = at + 1;
    if (end < text.size() && text[end] == kSelector) ++end;
    return end < text.size() && text[end] == kKeySquare ? end + 1 : start;
  }
  if (is_flag_letter(text[at])) {
    return at + 1 < text.size() && is_flag_letter(text[at + 1]) ? at + 2 : start;
  }
  while (at < text.size() && is_picture(text[at]) && !is_modifier(text[at])) {
    ++at;
    while (at < text.size() && is_modifier(text[at])) ++at;
    if (at + 1 >= text.size() || text[at] != kJoiner) return at;
    ++at;
  }
  return start;
}

}  // namespace

std::optional<std::vector<std::string>> split_emoji(std::string_view text) {
  const auto decoded = decode_utf8(text);
  if (!decoded) return std::nullopt;
  std::vector<std::string> found;
  const auto& characters = decoded->characters;
  for (std::size_t at = 0; at < characters.size();) {
    const auto end = end_of_emoji(characters, at);
    if (end == at) return std::nullopt;
    std::string one;
    for (; at < end; ++at)
      if (characters[at] != kSelector) append_utf8(one, characters[at]);
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace botschaft::domain
