#include "previews/page_meta.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace botschaft::previews {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr int kTagsMax = 2000;
constexpr int kAttributesMax = 32;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool same(std::string_view text, std::string_view lowercase) {
  return std::ranges::equal(text, lowercase, {}, lower);
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

// Length of the UTF-8 character at the front; 0 if there is none.
std::size_t utf8_length(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return 0;
  }
  const auto second = length > 2 ? static_cast<std::uint8_t>(text[1]) : 0x80;
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return overlong || beyond ? 0 : length;
}

std::uint32_t numeric_reference(std::string_view digits) {
  const bool hex = !digits.empty() && lower(digits.front()) == 'x';
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  if (digits.empty() || digits.size() > 8) return 0;
  for (const char c : digits) {
    const char l = lower(c);
    const std::uint32_t digit = l >= '0' && l <= '9'          ? static_cast<std::uint32_t>(l - '0')
                                : hex && l >= 'a' && l <= 'f' ? static_cast<std::uint32_t>(l - 'a' + 10)
                                                              : 99;
    if (digit == 99) return 0;
    value = value * (hex ? 16 : 10) + digit;
    if (value > 0x10FFFF) return 0;
  }
  return value >= 0xD800 && value < 0xE000 ? 0 : value;
}

// The character that an entity names, without & and ;. 0: not one of those that titles have.
std::uint32_t named_reference(std::string_view name) {
  static constexpr std::pair<std::string_view, std::uint32_t> kNames[] = {
      {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
      {"nbsp", ' '},     {"shy", 0xAD},     {"laquo", 0xAB},   {"raquo", 0xBB},   {"ndash", 0x2013},
      {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"ldquo", 0x201C},
      {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"hellip", 0x2026}, {"bull", 0x2022},  {"middot", 0xB7},
      {"euro", 0x20AC},  {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}, {"szlig", 0xDF},
      {"auml", 0xE4},    {"ouml", 0xF6},    {"uuml", 0xFC},    {"Auml", 0xC4},    {"Ouml", 0xD6},
      {"Uuml", 0xDC},    {"eacute", 0xE9},  {"egrave", 0xE8},  {"agrave", 0xE0},  {"ccedil", 0xE7},
  };
  const auto* found = std::ranges::find(kNames, name, &std::pair<std::string_view, std::uint32_t>::first);
  return found == std::end(kNames) ? 0 : found->second;
}

// Text as a reader sees it: references resolved, white space as single spaces, at most `max` characters.
std::string clean(std::string_view raw, std::size_t max) {
  constexpr std::size_t kReferenceMax = 12;
  std::string out;
  std::size_t characters = 0;
  bool space = false;
  const auto put = [&](std::uint32_t c) {
    if (c <= 0x20 || c == 0x7F || c == 0xA0) {
      space = true;
      return;
    }
    if (std::exchange(space, false) && !out.empty()) {
      out.push_back(' ');
      ++characters;
    }
    append_utf8(out, c);
    ++characters;
  };
  while (!raw.empty() && characters + (space && !out.empty() ? 1 : 0) < max) {
    if (raw.front() == '&') {
      const auto end = raw.substr(0, kReferenceMax).find(';');
      const auto name = end == kNone ? std::string_view() : raw.substr(1, end - 1);
      const auto c = name.starts_with('#') ? numeric_reference(name.substr(1)) : named_reference(name);
      if (c != 0) {
        put(c);
        raw.remove_prefix(end + 1);
        continue;
      }
    }
    const auto length = utf8_length(raw);
    if (length <= 1) {
      put(static_cast<std::uint8_t>(raw.front()));
      raw.remove_prefix(1);
      continue;
    }
    auto c = static_cast<std::uint32_t>(static_cast<std::uint8_t>(raw.front())) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<std::uint8_t>(raw[i]) & 0x3FU);
    put(c);
    raw.remove_prefix(length);
  }
  return out;
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

// Walks through the tags of a head.
class Scanner {
 public:
  explicit Scanner(std::string_view html) : rest_(html) {}

  // The next tag; false at the end. `name` is as written, "/title" for an end tag.
  bool next(std::string_view& name, std::array<Attribute, kAttributesMax>& attributes, int& count) {
    for (;;) {
      const auto at = rest_.find('<');
      if (at == kNone) return false;
      rest_.remove_prefix(at + 1);
      if (rest_.starts_with("!--")) {
        skip_behind("-->");
        continue;
      }
      name = word();
      if (!name.empty()) break;
    }
    count = 0;
    while (attribute(attributes, count)) {
    }
    return true;
  }

  // Everything up to the next "</name".
  std::string_view text_until_end_of(std::string_view name) {
    for (std::size_t from = 0;;) {
      const auto at = rest_.find("</", from);
      if (at == kNone) return std::exchange(rest_, {});
      if (same(rest_.substr(at + 2, name.size()), name)) {
        const auto text = rest_.substr(0, at);
        rest_.remove_prefix(at);
        return text;
      }
      from = at + 2;
    }
  }

 private:
  void skip_behind(std::string_view mark) {
    const auto at = rest_.find(mark);
    rest_.remove_prefix(at == kNone ? rest_.size() : at + mark.size());
  }
  void skip_spaces() {
    while (!rest_.empty() && (is_space(rest_.front()) || rest_.front() == '/')) rest_.remove_prefix(1);
  }
  std::string_view word() {
    std::size_t length = rest_.starts_with('/') ? 1 : 0;
    const auto ends = [](char c) { return is_space(c) || c == '>' || c == '/' || c == '=' || c == '<'; };
    while (length < rest_.size() && !ends(rest_[length])) ++length;
    const auto found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
  }
  bool attribute(std::array<Attribute, kAttributesMax>& attributes, int& count) {
    skip_spaces();
    if (rest_.empty() || rest_.front() == '<') return false;
    if (rest_.front() == '>') {
      rest_.remove_prefix(1);
      return false;
    }
    Attribute found{.name = word(), .value = {}};
    skip_spaces();
    if (rest_.starts_with('=')) {
      rest_.remove_prefix(1);
      skip_spaces();
      found.value = value();
    } else if (found.name.empty()) {
      rest_.remove_prefix(1);
    }
    if (count < kAttributesMax) attributes[static_cast<std::size_t>(count++)] = found;
    return true;
  }
  std::string_view value() {
    if (rest_.empty()) return {};
    const char quote = rest_.front();
    if (quote != '"' && quote != '\'') {
      const auto end = std::min(rest_.find_first_of(" \t\r\n\f>"), rest_.size());
      const auto found = rest_.substr(0, end);
      rest_.remove_prefix(end);
      return found;
    }
    rest_.remove_prefix(1);
    const auto end = std::min(rest_.find(quote), rest_.size());
    const auto found = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return found;
  }

  std::string_view rest_;
};

// What a property is worth: OpenGraph before Twitter's before the plain ones.
struct Source {
  std::string_view property;
  std::string Page::* field;
  int rank;
};
constexpr Source kSources[] = {
    {"og:title", &Page::title, 3},
    {"twitter:title", &Page::title, 2},
    {"og:description", &Page::description, 3},
    {"twitter:description", &Page::description, 2},
    {"description", &Page::description, 1},
    {"og:site_name", &Page::site_name, 3},
    {"application-name", &Page::site_name, 1},
    {"og:type", &Page::type, 3},
    {"author", &Page::author, 1},
    {"article:author", &Page::author, 2},
};

std::size_t max_of(std::string Page::* field) {
  if (field == &Page::title) return kTitleMax;
  return field == &Page::description ? kDescriptionMax : kNameMax;
}

class Reading {
 public:
  void offer(std::string Page::* field, std::string_view raw, int rank) {
    auto& had = rank_of(field);
    if (rank <= had) return;
    auto text = clean(raw, max_of(field));
    if (text.empty()) return;
    had = rank;
    page_.*field = std::move(text);
  }

  void meta(const std::array<Attribute, kAttributesMax>& attributes, int count) {
    std::string_view property, content;
    for (int i = 0; i < count; ++i) {
      const auto& [name, value] = attributes[static_cast<std::size_t>(i)];
      if (same(name, "property") || (same(name, "name") && property.empty())) property = value;
      if (same(name, "content")) content = value;
    }
    for (const auto& source : kSources) {
      if (same(property, source.property)) offer(source.field, content, source.rank);
    }
  }

  Page take() { return std::move(page_); }

 private:
  int& rank_of(std::string Page::* field) {
    if (field == &Page::title) return ranks_[0];
    if (field == &Page::description) return ranks_[1];
    if (field == &Page::site_name) return ranks_[2];
    return field == &Page::type ? ranks_[3] : ranks_[4];
  }

  Page page_;
  std::array<int, 5> ranks_{};
};

bool is_utf8(std::string_view text) {
  // A character may be cut off at the end of what was fetched.
  while (text.size() > 3) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string from_latin1(std::string_view text) {
  std::string out;
  for (const char c : text) append_utf8(out, static_cast<std::uint8_t>(c));
  return out;
}

}  // namespace

Page read_page(std::string_view html) {
  std::string converted;
  if (!is_utf8(html)) html = converted = from_latin1(html);
  Reading reading;
  Scanner scanner(html);
  std::string_view name;
  std::array<Attribute, kAttributesMax> attributes;
  int count = 0;
  for (int tags = 0; tags < kTagsMax && scanner.next(name, attributes, count); ++tags) {
    if (same(name, "body")) break;
    if (same(name, "meta")) reading.meta(attributes, count);
    if (same(name, "title")) reading.offer(&Page::title, scanner.text_until_end_of("title"), 1);
    for (const std::string_view opaque : {"script", "style", "noscript"}) {
      if (same(name, opaque)) scanner.text_until_end_of(opaque);
    }
  }
  return reading.take();
}

}  // namespace botschaft::previews
