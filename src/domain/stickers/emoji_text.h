#pragma once
// The emoji that a sticker stands for, as clients write them: one after the other, without spaces.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::domain {

// Each by itself and without variation selectors (U+FE0F); with what belongs to it: skin tones, joined parts,
// the letters of a flag, the square of a key. nullopt: there is something else among them, or no UTF-8.
std::optional<std::vector<std::string>> split_emoji(std::string_view text);

}  // namespace botschaft::domain
