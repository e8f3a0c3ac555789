#pragma once
// The languages in which the desk speaks to people.
#include <string_view>

namespace botschaft::desk {

enum class Language : unsigned char { english, german };

// Of a client's lang_code ("de", "de-AT") or an ISO 639-1 code; English for all others.
constexpr Language language_of(std::string_view code) {
  const bool german = code == "de" || code.starts_with("de-") || code.starts_with("de_");
  return german ? Language::german : Language::english;
}
constexpr std::string_view code_of(Language language) {
  return language == Language::german ? "de" : "en";
}

struct Bilingual {
  std::string_view english;
  std::string_view german;
  constexpr std::string_view in(Language language) const {
    return language == Language::german ? german : english;
  }
};

}  // namespace botschaft::desk
