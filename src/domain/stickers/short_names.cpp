#include "domain/stickers/short_names.h"

#include <algorithm>

#include "domain/messages/unicode.h"
#include "store/sticker_sets.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kLongest = 64, kStemLongest = 40;

bool is_latin_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_name_character(char32_t c) {
  return is_latin_letter(c) || (c >= '0' && c <= '9');
}

// As German writes without its own letters.
std::string latin(char32_t c) {
  switch (c) {
    case U'ä':
      return "ae";
    case U'ö':
      return "oe";
    case U'ü':
      return "ue";
    case U'Ä':
      return "Ae";
    case U'Ö':
      return "Oe";
    case U'Ü':
      return "Ue";
    case U'ß':
      return "ss";
    default:
      return is_name_character(c) ? std::string(1, static_cast<char>(c)) : "_";
  }
}

// "Ärger im Büro" is "Aerger_im_Buero".
std::string stem_of(std::string_view title) {
  std::string stem;
  const auto points = decode_utf8(title);
  if (!points) return "set";
  for (const char32_t c : points->characters) {
    const auto letters = latin(c);
    const bool begins = !stem.empty() || is_latin_letter(static_cast<unsigned char>(letters.front()));
    if (begins && (letters != "_" || stem.back() != '_')) stem += letters;
    if (stem.size() >= kStemLongest) break;
  }
  while (!stem.empty() && stem.back() == '_') stem.pop_back();
  return stem.empty() ? "set" : stem;
}

}  // namespace

bool is_short_name(std::string_view name) {
  if (name.empty() || name.size() > kLongest || !is_latin_letter(static_cast<unsigned char>(name.front())) ||
      name.back() == '_') {
    return false;
  }
  return name.find("__") == std::string_view::npos &&
         std::ranges::all_of(name, [](unsigned char c) { return is_name_character(c) || c == '_'; });
}

bool short_name_taken(store::Transaction& tx, std::string_view name) {
  return store::find_sticker_set(tx, name).has_value();
}

std::string suggest_short_name(store::Transaction& tx, std::string_view title,
                               const std::function<std::uint32_t()>& number) {
  const auto stem = stem_of(title);
  auto name = stem;
  while (!is_short_name(name) || short_name_taken(tx, name)) name = stem + "_" + std::to_string(number());
  return name;
}

}  // namespace botschaft::domain
