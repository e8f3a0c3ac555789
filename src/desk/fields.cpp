#include "desk/fields.h"

#include <algorithm>

namespace botschaft::desk {
namespace {

std::string unescaped(std::string_view escaped) {
  std::string out;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] != '\\' || i + 1 == escaped.size()) {
      out += escaped[i];
    } else {
      ++i;
      out += escaped[i] == 'n' ? '\n' : escaped[i];
    }
  }
  return out;
}

}  // namespace

void add_field(std::string& out, std::string_view key, std::string_view value) {
  out += key;
  out += ": ";
  for (const char c : value) {
    if (c == '\\' || c == '\n') out += '\\';
    out += c == '\n' ? 'n' : c;
  }
  out += '\n';
}

Fields::Fields(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const auto colon = line.find(": ");
    if (colon != line.npos) all_.emplace_back(line.substr(0, colon), unescaped(line.substr(colon + 2)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string Fields::operator[](std::string_view key) const {
  const auto found = std::ranges::find(all_, key, [](const auto& pair) { return pair.first; });
  return found == all_.end() ? "" : found->second;
}

std::vector<std::string> Fields::every(std::string_view key) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : all_)
    if (name == key) values.push_back(value);
  return values;
}

}  // namespace botschaft::desk
