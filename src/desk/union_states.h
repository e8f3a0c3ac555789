#pragma once
// Member States of the European Union, and of the European Economic Area beyond it: ISO 3166-1 alpha-2.
#include <algorithm>
#include <array>
#include <string_view>

namespace botschaft::desk {

inline constexpr std::array<std::string_view, 27> kUnionStates = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
inline constexpr std::array<std::string_view, 3> kOtherEeaStates = {"IS", "LI", "NO"};

constexpr bool is_union_state(std::string_view country) {
  return std::ranges::find(kUnionStates, country) != kUnionStates.end();
}
constexpr bool is_eea_state(std::string_view country) {
  return is_union_state(country) || std::ranges::find(kOtherEeaStates, country) != kOtherEeaStates.end();
}

}  // namespace botschaft::desk
