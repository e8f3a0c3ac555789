#include "domain/messages/search_text.h"

#include <vector>

#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kWordsMax = 16;

struct Word {
  std::string plain;   // ß as ss
  std::string spread;  // and umlauts as two letters; empty: the same
};

// Nothing, or the two letters an umlaut is also written with.
std::string_view spread_umlaut(char32_t c) {
  switch (c) {
    case U'ä':
    case U'Ä':
      return "ae";
    case U'ö':
    case U'Ö':
      return "oe";
    case U'ü':
    case U'Ü':
      return "ue";
    default:
      return "";
  }
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  const auto points = decode_utf8(text);
  if (!points) return words;
  Word word;
  bool umlaut = false;
  const auto finish = [&] {
    if (!umlaut) word.spread.clear();
    if (!word.plain.empty()) words.push_back(std::move(word));
    word = {};
    umlaut = false;
  };
  for (const char32_t c : points->characters) {
    const bool combining = c >= 0x300 && c <= 0x36f;  // an accent of its own belongs to the letter before
    if (!is_letter(c) && !is_digit(c) && !combining) {
      finish();
      continue;
    }
    const auto two = spread_umlaut(c);
    umlaut = umlaut || !two.empty();
    if (c == U'ß' || c == U'ẞ') {
      word.plain += "ss";
      word.spread += "ss";
      continue;
    }
    append_utf8(word.plain, c);
    two.empty() ? append_utf8(word.spread, c) : void(word.spread += two);
  }
  finish();
  return words;
}

}  // namespace

std::string index_text(std::string_view text) {
  std::string out;
  for (const auto& word : words_of(text)) {
    out += word.plain;
    out += ' ';
    if (word.spread.empty()) continue;
    out += word.spread;
    out += ' ';
  }
  return out;
}

std::string match_expression(std::string_view question) {
  auto words = words_of(question);
  if (words.empty()) return {};
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  std::string out = "text : (";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += " AND ";
    out += "(\"" + words[i].plain + "\"*";
    if (!words[i].spread.empty()) out += " OR \"" + words[i].spread + "\"*";
    out += ')';
  }
  return out + ')';
}

}  // namespace botschaft::domain
