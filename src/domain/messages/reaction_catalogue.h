#pragma once
// The emoji that one can react with. Clients know them by their characters; the titles are for lists.
#include <optional>
#include <span>
#include <string_view>

namespace botschaft::domain {

struct KnownReaction {
  std::string_view emoji;  // without variation selectors
  std::string_view title;
};

// In the order in which they are offered. A reaction's place is stored (Setting::default_reaction): add at
// the end.
std::span<const KnownReaction> known_reactions();

// The place of what a double tap means until somebody chooses: the heart.
inline constexpr int kDefaultReaction = 2;

// Its place; keyboards put variation selectors (U+FE0F) behind some, which are passed over.
std::optional<int> find_reaction(std::string_view emoji);

}  // namespace botschaft::domain
