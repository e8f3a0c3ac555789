// What a mail server of ours says of a mail: RFC 8601, as far as it concerns DKIM.
#include <algorithm>

#include "desk/identity/identification.h"

namespace botschaft::desk {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// In lower case, with comments taken away and folding white space as one blank.
std::string plain(std::string_view header) {
  std::string out;
  int depth = 0;
  for (const char c : header) {
    if (c == '(') ++depth;
    if (depth == 0) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!blank)
        out += lower(c);
      else if (!out.empty() && out.back() != ' ')
        out += ' ';
    }
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

std::string_view next(std::string_view& rest, char end) {
  const auto at = std::min(rest.find(end), rest.size());
  auto part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  while (part.starts_with(' ')) part.remove_prefix(1);
  while (part.ends_with(' ')) part.remove_suffix(1);
  return part;
}

}  // namespace

std::vector<std::string> dkim_domains(std::string_view authentication_results, std::string_view authority) {
  const auto text = plain(authentication_results);
  std::string_view rest = text;
  auto server = next(rest, ';');
  server = server.substr(0, server.find(' '));  // a version may follow
  if (authority.empty() || server != plain(authority)) return {};
  std::vector<std::string> domains;
  while (!rest.empty()) {
    auto result = next(rest, ';');
    if (next(result, ' ') != "dkim=pass") continue;
    while (!result.empty()) {
      const auto property = next(result, ' ');
      if (property.starts_with("header.d=")) domains.emplace_back(property.substr(9));
    }
  }
  return domains;
}

std::string_view domain_of_address(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == address.npos || at == 0 || address.find(' ') != address.npos) return {};
  return address.substr(at + 1);
}

bool is_aligned(std::string_view address, std::string_view dkim_domain) {
  const auto domain = plain(domain_of_address(address));
  const auto signer = plain(dkim_domain);
  if (signer.find('.') == signer.npos) return false;
  return domain == signer || domain.ends_with("." + signer);
}

}  // namespace botschaft::desk
