#pragma once
// The reactions, stickers and emoji that come with the program (assets/emoji, CC0-1.0), and words for emoji.
// All of it is constant data.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace botschaft::emoji {

// A picture (.webp) or an animation (.tgs), as it is in assets/emoji.
struct Asset {
  std::string_view path;  // "reactions/fire.select.tgs"
  ByteView bytes;
};
std::span<const Asset> assets();  // by path
const Asset* find_asset(std::string_view path);

enum class Kind : std::uint8_t { reaction, sticker, sign, die };

struct Entry {
  Kind kind;
  std::string_view name;   // of its files
  std::string_view emoji;  // without variation selectors
};
std::span<const Entry> entries();  // in the order in which they are offered

// What people type to find an emoji.
struct Keywords {
  std::string_view emoji;
  std::string_view english;  // with ", " between them
  std::string_view german;
};
std::span<const Keywords> keywords();

// A heading in keyboards.
struct Group {
  std::string_view english;
  std::string_view german;
  std::string_view sign;   // the emoji whose picture stands for it
  std::string_view emoji;  // with spaces between them
};
std::span<const Group> groups();

// The text between separators, one after the other.
template <class Each>
void for_each_word(std::string_view list, std::string_view separator, Each&& each) {
  while (!list.empty()) {
    const auto end = list.find(separator);
    each(list.substr(0, end));
    if (end == std::string_view::npos) return;
    list.remove_prefix(end + separator.size());
  }
}

}  // namespace botschaft::emoji
