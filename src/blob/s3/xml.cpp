#include "blob/s3/xml.h"

#include <array>
#include <utility>

namespace botschaft::blob {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

// Those of numbers stay as they are: keys and ids have none.
std::string unescape(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    std::size_t taken = 1;
    char character = text.front();
    for (const auto& [entity, meaning] : kEntities) {
      if (!text.starts_with(entity)) continue;
      taken = entity.size();
      character = meaning;
    }
    plain += character;
    text.remove_prefix(taken);
  }
  return plain;
}

}  // namespace

std::vector<std::string_view> xml_elements(std::string_view document, std::string_view name) {
  std::vector<std::string_view> found;
  const std::string end = "</" + std::string(name) + ">";
  for (;;) {
    const auto open = document.find("<" + std::string(name));
    if (open == document.npos) return found;
    document.remove_prefix(open + 1 + name.size());
    // <Key> and <Key attribute="...">, but not <KeyCount>
    if (document.empty() || (document.front() != '>' && document.front() != ' ')) continue;
    const auto begin = document.find('>');
    const auto close = begin == document.npos ? document.npos : document.find(end, begin);
    if (close == document.npos) return found;
    found.push_back(document.substr(begin + 1, close - begin - 1));
    document.remove_prefix(close + end.size());
  }
}

std::optional<std::string> xml_text(std::string_view document, std::string_view name) {
  const auto found = xml_elements(document, name);
  if (found.empty()) return std::nullopt;
  return unescape(found.front());
}

std::string xml_escape(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    std::string_view form(&character, 1);
    for (const auto& [entity, meaning] : kEntities) {
      if (character == meaning) form = entity;
    }
    escaped += form;
  }
  return escaped;
}

}  // namespace botschaft::blob
