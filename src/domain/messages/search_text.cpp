#include "domain/messages/search_text.h"

#include <algorithm>

#include "domain/messages/detect.h"
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

// Characters for private use are letters to the index, and no word of a text has them.
constexpr char32_t kHash = 0xe000;
constexpr char32_t kDollar = 0xe001;
constexpr char32_t kUnderscore = 0xe002;

}  // namespace

std::vector<std::string> tag_words(std::string_view text) {
  std::vector<std::string> words;
  if (text.find_first_of("#$") == text.npos) return words;
  const auto points = decode_utf8(text);
  if (!points) return words;
  for (const auto& entity : detect_entities(*points)) {
    if (entity.type != EntityType::hashtag && entity.type != EntityType::cashtag) continue;
    const auto first = points->at_utf16(entity.offset);
    const auto end = points->at_utf16(entity.end()).value_or(points->size());
    if (!first) continue;
    std::string word;
    append_utf8(word, entity.type == EntityType::hashtag ? kHash : kDollar);
    for (auto i = *first + 1; i < end; ++i) {
      const char32_t c = points->characters[i];
      if (is_letter(c) || is_digit(c))
        append_utf8(word, c);
      else
        append_utf8(word, kUnderscore);
    }
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

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
