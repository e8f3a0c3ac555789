#include "rpc/help/phone_country.h"

#include <algorithm>

#include "rpc/help/country_table.h"

namespace botschaft::rpc {
namespace {

std::string_view cut(std::string_view& text, char at) {
  const auto end = std::min(text.find(at), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// How many digits of the number tell that it is of one of these codes; 0: it is not.
std::size_t told_by(std::string_view codes, std::string_view digits) {
  std::size_t longest = 0;
  while (!codes.empty()) {
    auto prefixes = cut(codes, '/');
    const auto code = cut(prefixes, ':');
    if (!digits.starts_with(code)) continue;
    if (prefixes.empty()) longest = std::max(longest, code.size());
    while (!prefixes.empty()) {
      const auto prefix = cut(prefixes, ',');
      if (digits.substr(code.size()).starts_with(prefix))
        longest = std::max(longest, code.size() + prefix.size());
    }
  }
  return longest;
}

}  // namespace

std::optional<std::string_view> country_of_phone(std::string_view digits) {
  std::optional<std::string_view> found;
  std::size_t longest = 0;
  for (const auto& country : kCountries) {
    const auto told = told_by(country.codes, digits);
    if (told <= longest) continue;
    longest = told;
    found = country.iso2;
  }
  return found;
}

}  // namespace botschaft::rpc
