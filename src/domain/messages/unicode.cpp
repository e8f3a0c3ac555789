#include "domain/messages/unicode.h"

#include <algorithm>
#include <array>

namespace botschaft::domain {
namespace {

// Reads one code point at `at` and moves past it; nothing on malformed, overlong or surrogate sequences.
std::optional<char32_t> next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto lead = byte(at);
  if (lead < 0x80) return text[at++];
  const int extra = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4 || at + static_cast<std::size_t>(extra) >= text.size()) return std::nullopt;
  char32_t value = lead & (0x3fU >> extra);
  for (int i = 1; i <= extra; ++i) {
    const auto follow = byte(at + static_cast<std::size_t>(i));
    if ((follow & 0xc0) != 0x80) return std::nullopt;
    value = (value << 6) | (follow & 0x3fU);
  }
  constexpr std::array<char32_t, 4> kSmallest{0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[static_cast<std::size_t>(extra)] || value > 0x10ffff ||
      (value >= 0xd800 && value < 0xe000)) {
    return std::nullopt;
  }
  at += static_cast<std::size_t>(extra) + 1;
  return value;
}

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](Range r) { return c >= r.first && c <= r.last; });
}

}  // namespace

std::optional<std::size_t> CodePoints::at_utf16(std::int32_t offset) const {
  const auto found = std::ranges::lower_bound(utf16, offset);
  if (found == utf16.end() || *found != offset) return std::nullopt;
  return static_cast<std::size_t>(found - utf16.begin());
}

std::optional<CodePoints> decode_utf8(std::string_view text) {
  CodePoints out;
  out.characters.reserve(text.size());
  out.utf16.reserve(text.size() + 1);
  out.bytes.reserve(text.size() + 1);
  std::int32_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    out.bytes.push_back(static_cast<std::int32_t>(at));
    const auto c = next(text, at);
    if (!c) return std::nullopt;
    out.characters.push_back(*c);
    out.utf16.push_back(units);
    units += *c >= 0x10000 ? 2 : 1;
  }
  out.utf16.push_back(units);
  out.bytes.push_back(static_cast<std::int32_t>(text.size()));
  return out;
}

std::int32_t utf16_length(std::string_view valid_utf8) {
  std::int32_t units = 0;
  for (const char c : valid_utf8) {
    const auto byte = static_cast<std::uint8_t>(c);
    units += (byte & 0xc0) != 0x80;  // every lead byte is one unit...
    units += byte >= 0xf0;           // ...and those outside the first plane are two
  }
  return units;
}

std::optional<std::string_view> utf16_substring(std::string_view valid_utf8, std::int32_t offset,
                                                std::int32_t length) {
  const auto points = decode_utf8(valid_utf8);
  if (!points || offset < 0 || length < 0 ||
      length > points->utf16.back() - std::min(offset, points->utf16.back())) {
    return std::nullopt;
  }
  const auto first = points->at_utf16(offset);
  const auto last = points->at_utf16(offset + length);
  if (!first || !last) return std::nullopt;
  const auto from = static_cast<std::size_t>(points->bytes[*first]);
  return valid_utf8.substr(from, static_cast<std::size_t>(points->bytes[*last]) - from);
}

void append_utf8(std::string& to, char32_t c) {
  const auto put = [&](char32_t byte) { to.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | (c >> 6));
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3f));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

bool is_space(char32_t c) {
  static constexpr std::array<Range, 10> kSpaces{{{0x09, 0x0d},
                                                  {0x20, 0x20},
                                                  {0x85, 0x85},
                                                  {0xa0, 0xa0},
                                                  {0x1680, 0x1680},
                                                  {0x180e, 0x180e},
                                                  {0x2000, 0x200f},
                                                  {0x2028, 0x202f},
                                                  {0x205f, 0x2064},
                                                  {0x3000, 0x3000}}};
  return in(kSpaces, c) || c == 0xfeff;
}

bool is_pictograph(char32_t c) {
  return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || (c >= 0x2b00 && c <= 0x2bff) ||
         c == 0x20e3 || c == 0xfe0f || (c >= 0xe0020 && c <= 0xe007f);
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_letter(char32_t c) {
  if (c < 0x80) return is_latin(c);
  static constexpr std::array<Range, 14> kOthers{{{0x80, 0xa9},
                                                  {0xab, 0xb4},
                                                  {0xb6, 0xb9},
                                                  {0xbb, 0xbf},
                                                  {0xd7, 0xd7},
                                                  {0xf7, 0xf7},
                                                  {0x2000, 0x2070},
                                                  {0x20a0, 0x20ff},
                                                  {0x2190, 0x2bff},
                                                  {0x2e00, 0x2e7f},
                                                  {0x3000, 0x3004},
                                                  {0x3008, 0x3020},
                                                  {0xe000, 0xf8ff},
                                                  {0xfe00, 0xfe6f}}};
  static constexpr std::array<Range, 4> kWideOthers{
      {{0xff00, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xfff0, 0xffff}}};
  if (c >= 0x1f000 && c <= 0x1faff) return false;
  return !in(kOthers, c) && !in(kWideOthers, c) && c < 0xe0000;
}

bool is_word(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == 0x200c;
}

}  // namespace botschaft::domain
