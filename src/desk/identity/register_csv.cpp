// Registers as tables: the form in docs/desk/identity.md.
#include <fmt/format.h>

#include <algorithm>

#include "desk/identity/registers.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kLinesMax = 20'000;
constexpr std::size_t kCellMax = 1'000;

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// The rows of a CSV; nothing if a quote is not closed.
std::optional<std::vector<std::vector<std::string>>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    auto& cell = rows.back().back();
    if (quoted) {
      if (c != '"')
        cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else
        quoted = false;
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.emplace_back(1);
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (quoted) return std::nullopt;
  std::erase_if(rows, [](const auto& row) { return row.size() == 1 && trimmed(row[0]).empty(); });
  return rows;
}

bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == text.npos || text.starts_with('.') || text.ends_with('.'))
    return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

// "+49 611 55-0" -> "+49611550"; nothing for what cannot be called from anywhere.
std::optional<std::string> e164(std::string_view text) {
  std::string number;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c == '+' && number.empty()))
      number += c;
    else if (std::string_view(" -/.()").find(c) == std::string_view::npos)
      return std::nullopt;
  }
  if (!number.starts_with('+') || number.size() < 8 || number.size() > 16) return std::nullopt;
  return number;
}

bool put(RegisterLine& line, std::string_view column, std::string_view cell) {
  const std::string text(cell);
  if (column == "key")
    line.key = text;
  else if (column == "name")
    line.facts.name = text;
  else if (column == "country")
    line.facts.country = text;
  else if (column == "competence")
    line.facts.competence = text;
  else if (column == "phone")
    line.facts.phone = text;
  else if (column == "mail")
    line.facts.mail = text;
  else if (column == "domains")
    line.facts.domains = {text};
  else
    return false;
  return true;
}

}  // namespace

std::expected<RegisterLine, std::string> clean(RegisterLine line) {
  auto& facts = line.facts;
  for (auto* text : {&line.key, &facts.name, &facts.country, &facts.competence, &facts.phone, &facts.mail}) {
    *text = std::string(trimmed(*text));
    if (text->size() > kCellMax) return std::unexpected(fmt::format("{}: a field is too long", line.key));
  }
  if (line.key.empty() || facts.name.empty()) return std::unexpected("key and name are needed");
  if (!facts.country.empty() && facts.country.size() != 2)
    return std::unexpected(fmt::format("{}: a country is two letters", line.key));
  if (!facts.phone.empty()) {
    const auto number = e164(facts.phone);
    if (!number) return std::unexpected(fmt::format("{}: a phone number begins with +", line.key));
    facts.phone = *number;
  }
  std::vector<std::string> domains;
  for (const auto& words : facts.domains) {
    std::string_view rest = words;
    while (!(rest = trimmed(rest)).empty()) {
      const auto end = std::min(rest.find_first_of(" \t"), rest.size());
      std::string domain(rest.substr(0, end));
      std::ranges::transform(domain, domain.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
      if (!is_domain(domain)) return std::unexpected(fmt::format("{}: {} is no domain", line.key, domain));
      domains.push_back(std::move(domain));
      rest.remove_prefix(end);
    }
  }
  std::ranges::sort(domains);
  domains.erase(std::ranges::unique(domains).begin(), domains.end());
  facts.domains = std::move(domains);
  return line;
}

std::expected<std::vector<RegisterLine>, std::string> parse_register_csv(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // as spreadsheets begin a file
  const auto rows = rows_of(text);
  if (!rows) return std::unexpected("a quotation mark is not closed");
  if (rows->empty()) return std::unexpected("there is no head line");
  if (rows->size() > kLinesMax)
    return std::unexpected(fmt::format("there are more than {} lines", kLinesMax));
  const auto& head = rows->front();
  std::vector<RegisterLine> lines;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto& row = (*rows)[i];
    if (row.size() != head.size())
      return std::unexpected(fmt::format("line {}: {} fields, not {}", i + 1, row.size(), head.size()));
    RegisterLine line;
    for (std::size_t column = 0; column < head.size(); ++column)
      if (!put(line, trimmed(head[column]), row[column]))
        return std::unexpected(fmt::format("the head line has an unknown column: {}", head[column]));
    auto cleaned = clean(std::move(line));
    if (!cleaned) return std::unexpected(fmt::format("line {}: {}", i + 1, cleaned.error()));
    lines.push_back(*std::move(cleaned));
  }
  return lines;
}

}  // namespace botschaft::desk
