#include "domain/messages/detect.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace botschaft::domain {
namespace {

using View = std::u32string_view;

struct Found {
  EntityType type;
  std::size_t end;
};

bool is_word_at(View t, std::size_t i) {
  return i < t.size() && is_word(t[i]);
}
bool is_name(char32_t c) {
  return is_latin(c) || is_digit(c) || c == '_';
}

template <class Predicate>
std::size_t skip(View t, std::size_t from, std::size_t max, Predicate belongs) {
  std::size_t i = from;
  while (i < t.size() && i - from < max && belongs(t[i])) ++i;
  return i;
}

// "@name", 4 to 32 characters, not glued to other word characters.
std::optional<Found> mention(View t, std::size_t at) {
  if (at > 0 && is_word(t[at - 1])) return std::nullopt;
  const auto end = skip(t, at + 1, 33, is_name);
  const auto length = end - at - 1;
  if (length < 4 || length > 32 || is_word_at(t, end)) return std::nullopt;
  return Found{EntityType::mention, end};
}

// "#tag": letters, digits and underscores, at least one of them not a digit.
std::optional<Found> hashtag(View t, std::size_t at) {
  if (at > 0 && is_word(t[at - 1])) return std::nullopt;
  const auto end = skip(t, at + 1, 257, is_word);
  if (end == at + 1 || end - at - 1 > 256 || (end < t.size() && t[end] == '#')) return std::nullopt;
  if (std::ranges::all_of(t.substr(at + 1, end - at - 1), is_digit)) return std::nullopt;
  return Found{EntityType::hashtag, end};
}

// "$EUR": one to eight capitals.
std::optional<Found> cashtag(View t, std::size_t at) {
  if (at > 0 && (is_word(t[at - 1]) || t[at - 1] == '$')) return std::nullopt;
  const auto end = skip(t, at + 1, 9, [](char32_t c) { return c >= 'A' && c <= 'Z'; });
  if (end == at + 1 || end - at - 1 > 8 || is_word_at(t, end) || (end < t.size() && t[end] == '$')) {
    return std::nullopt;
  }
  return Found{EntityType::cashtag, end};
}

// "/start" or "/start@some_bot".
std::optional<Found> bot_command(View t, std::size_t at) {
  const auto breaks = [](char32_t c) { return c == '/' || c == '<' || c == '>'; };
  if (at > 0 && (is_word(t[at - 1]) || breaks(t[at - 1]))) return std::nullopt;
  auto end = skip(t, at + 1, 65, is_name);
  if (end == at + 1 || end - at - 1 > 64) return std::nullopt;
  if (end < t.size() && t[end] == '@') {
    const auto bot = skip(t, end + 1, 33, is_name);
    if (bot - end - 1 >= 3 && bot - end - 1 <= 32) end = bot;
  }
  if (end < t.size() && (is_word(t[end]) || breaks(t[end]))) return std::nullopt;
  return Found{EntityType::bot_command, end};
}

// "+49 30 1234567": seven to fifteen digits (E.164), single separators between them.
std::optional<Found> phone(View t, std::size_t at) {
  if (at > 0 && (is_word(t[at - 1]) || t[at - 1] == '+')) return std::nullopt;
  std::size_t digits = 0;
  std::size_t end = at + 1;
  for (std::size_t i = at + 1; i < t.size() && digits <= 15; ++i) {
    if (is_digit(t[i])) {
      ++digits;
      end = i + 1;
    } else if (!(t[i] == ' ' || t[i] == '-' || t[i] == '(' || t[i] == ')') || i - end > 1) {
      break;
    }
  }
  if (digits < 7 || digits > 15 || is_word_at(t, end)) return std::nullopt;
  return Found{EntityType::phone, end};
}

// Country domains in pairs, then the generic ones people write without "https://".
constexpr std::string_view kCountries =
    "acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjbmbnbobrbsbtbwbybzcacccdcfcgchcickclcmcncocrcucvcwcx"
    "cyczdedj"
    "dkdmdodzeceeegereseteufifjfkfmfofrgagdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieiliminioiqirisitje"
    "jmjojpke"
    "kgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonp"
    "nrnunzom"
    "papepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsiskslsmsnsosrssstsusvsxsysztctdtftgthtjtktltmtnto"
    "trtttvtw"
    "tzuaugukusuyuzvavcvevgvivnvuwfwsyeytzazmzw";
constexpr std::array<std::string_view, 64> kGeneric = {
    "com",    "org",     "net",    "info",     "biz",   "app",    "dev",    "xyz",     "online", "site",
    "shop",   "store",   "tech",   "top",      "club",  "blog",   "news",   "live",    "life",   "world",
    "today",  "space",   "cloud",  "digital",  "email", "agency", "berlin", "hamburg", "koeln",  "cologne",
    "bayern", "wien",    "tirol",  "saarland", "ruhr",  "nrw",    "gmbh",   "page",    "link",   "click",
    "chat",   "social",  "media",  "academy",  "edu",   "gov",    "mil",    "int",     "pro",    "name",
    "mobi",   "travel",  "museum", "jobs",     "cat",   "asia",   "tel",    "works",   "wiki",   "website",
    "stream", "network", "group",  "swiss"};

bool known_domain(View label) {
  std::string lower;
  for (const char32_t c : label) {
    if (c >= 0x80) return true;  // internationalised country domains: .рф, .бел, .中国
    if (!is_latin(c)) return false;
    lower.push_back(static_cast<char>(c | 0x20));
  }
  if (lower.size() == 2) {
    for (std::size_t i = 0; i < kCountries.size(); i += 2) {
      if (kCountries.substr(i, 2) == lower) return true;
    }
    return false;
  }
  return std::ranges::find(kGeneric, lower) != kGeneric.end();
}

bool is_host(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

struct Host {
  std::size_t end;
  std::size_t labels;
  View last;
};

// Labels joined by single dots; a dot at the end of a sentence is not part of it.
std::optional<Host> host(View t, std::size_t at) {
  Host found{at, 0, {}};
  for (std::size_t i = at;;) {
    const auto end = skip(t, i, 64, is_host);
    if (end == i || end - i > 63 || t[i] == '-' || t[end - 1] == '-') break;
    found = {end, found.labels + 1, t.substr(i, end - i)};
    if (end + 1 >= t.size() || t[end] != '.') break;
    i = end + 1;
  }
  if (found.labels == 0) return std::nullopt;
  return found;
}

// Where a link that has reached the end of its host ends: port, path, query, fragment.
std::size_t link_end(View t, std::size_t at) {
  if (at + 1 < t.size() && t[at] == ':' && is_digit(t[at + 1])) at = skip(t, at + 1, 5, is_digit);
  if (at >= t.size() || (t[at] != '/' && t[at] != '?' && t[at] != '#')) return at;
  constexpr View kStops = U"<>\"`\u00ab\u00bb\u201c\u201d\u201e\u2026";
  const auto path = at;
  int open = 0;
  for (; at < t.size() && !is_space(t[at]) && kStops.find(t[at]) == View::npos; ++at) {
    open += t[at] == '(';
    open -= t[at] == ')';
    if (open < 0) break;  // "(see example.com/page)"
  }
  constexpr View kTrailing = U".,:;!?'";
  while (at > path + 1 && kTrailing.find(t[at - 1]) != View::npos) --at;
  return at;
}

std::size_t scheme_length(View t, std::size_t at) {
  constexpr std::array<View, 5> kSchemes{U"https://", U"http://", U"ftp://", U"tg://", U"tonsite://"};
  for (const auto scheme : kSchemes) {
    if (t.size() - at < scheme.size()) continue;
    const auto matches = [](char32_t a, char32_t b) { return (is_latin(a) ? (a | 0x20) : a) == b; };
    if (std::ranges::equal(t.substr(at, scheme.size()), scheme, matches)) return scheme.size();
  }
  return 0;
}

bool is_ip_address(View t, const Host& h, std::size_t at) {
  return h.labels == 4 &&
         std::ranges::all_of(t.substr(at, h.end - at), [](char32_t c) { return is_digit(c) || c == '.'; });
}

std::optional<Found> link(View t, std::size_t at) {
  const auto scheme = scheme_length(t, at);
  const auto h = host(t, at + scheme);
  if (!h) return std::nullopt;
  const bool named = h->labels >= 2 && known_domain(h->last);
  const bool trusted = scheme != 0 && (named || h->last == U"localhost" || t.substr(at, 3) == U"tg:" ||
                                       is_ip_address(t, *h, at + scheme) || h->last.starts_with(U"xn--"));
  if (!named && !trusted) return std::nullopt;
  if (scheme == 0 && h->end < t.size() && t[h->end] == '@') return std::nullopt;
  return Found{EntityType::url, link_end(t, h->end)};
}

bool is_mailbox(char32_t c) {
  return is_latin(c) || is_digit(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%';
}

std::optional<Found> email(View t, std::size_t at) {
  const auto user_end = skip(t, at, 65, is_mailbox);
  if (user_end == at || user_end - at > 64 || user_end >= t.size() || t[user_end] != '@') return std::nullopt;
  const auto h = host(t, user_end + 1);
  if (!h || h->labels < 2 || !known_domain(h->last)) return std::nullopt;
  return Found{EntityType::email, h->end};
}

std::optional<Found> find_at(View t, std::size_t at) {
  switch (t[at]) {
    case '@':
      return mention(t, at);
    case '#':
      return hashtag(t, at);
    case '$':
      return cashtag(t, at);
    case '/':
      return bot_command(t, at);
    case '+':
      return phone(t, at);
    default:
      break;
  }
  const bool starts_word =
      at == 0 || !(is_word(t[at - 1]) || t[at - 1] == '@' || t[at - 1] == '-' || t[at - 1] == '.');
  if (!starts_word || !is_host(t[at])) return std::nullopt;
  if (const auto found = email(t, at)) return found;
  return link(t, at);
}

}  // namespace

bool may_contain_entities(std::string_view text) {
  return text.find_first_of("@#$/+.:") != std::string_view::npos;
}

std::vector<Entity> detect_entities(const CodePoints& text) {
  std::vector<Entity> out;
  const View t = text.characters;
  for (std::size_t at = 0; at < t.size();) {
    const auto found = find_at(t, at);
    if (!found) {
      ++at;
      continue;
    }
    const auto offset = text.utf16[at];
    out.push_back({.type = found->type, .offset = offset, .length = text.utf16[found->end] - offset});
    at = found->end;
  }
  return out;
}

}  // namespace botschaft::domain
