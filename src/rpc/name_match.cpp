#include "rpc/name_match.h"

#include <vector>

#include "domain/messages/unicode.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kWordsMax = 16;

}  // namespace

std::string folded(std::string_view text) {
  std::string lower;
  const auto points = domain::decode_utf8(text);
  if (!points) return lower;
  for (char32_t c : points->characters) {
    const bool plus_32 = (c >= U'A' && c <= U'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
                         (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f);
    if (plus_32) c += 32;
    if (c >= 0x400 && c <= 0x40f) c += 80;
    domain::append_utf8(lower, c);
  }
  return lower;
}

bool matches(const std::string& text, const std::string& query) {
  std::size_t begin = 0;
  while (begin < query.size()) {
    const auto end = std::min(query.find(' ', begin), query.size());
    const auto word = query.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!text.starts_with(word) && !text.contains(' ' + word)) return false;
  }
  return true;
}

std::string people_match(std::string_view query) {
  const auto points = domain::decode_utf8(query);
  if (!points) return {};
  std::vector<std::string> words;
  bool inside = false;
  for (const char32_t c : points->characters) {
    const bool combining = c >= 0x300 && c <= 0x36f;  // an accent of its own belongs to the letter before
    const bool of_word = domain::is_letter(c) || domain::is_digit(c) || c == U'_' || (combining && inside);
    if (of_word && !inside) words.emplace_back();
    if (of_word) domain::append_utf8(words.back(), c);
    inside = of_word;
  }
  if (words.empty()) return {};
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : " AND ") + ('"' + word + "\"*");
  auto match = "name : (" + all + ")";
  if (words.size() == 1) match += " OR username : (" + all + ")";
  return match;
}

bool named(const store::UserRow& user, const std::string& query) {
  return matches(folded(user.first_name + " " + user.last_name), query) ||
         (!user.username.empty() && folded(user.username).starts_with(query));
}

}  // namespace botschaft::rpc
