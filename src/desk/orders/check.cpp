#include "desk/orders/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "desk/orders/locator.h"
#include "desk/orders/moment.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kLineMax = 500;
constexpr std::size_t kTextMax = 10'000;
constexpr std::size_t kLinesMax = 1'000;
constexpr std::size_t kCountriesMax = 250;

bool is_list(FieldType type) {
  return type == FieldType::lines || type == FieldType::countries || type == FieldType::choices;
}

bool all_of(std::string_view text, auto is) {
  return !text.empty() && std::ranges::all_of(text, is);
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_mail(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos &&
         text.find('.', at) != text.npos && !text.ends_with('.') &&
         text.find_first_of(" \t\r\n<>,") == text.npos;
}

bool is_phone(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c))
      ++digits;
    else if (!std::string_view("+ ()/-.").contains(c))
      return false;
  }
  return digits >= 5 && digits <= 20;
}

std::optional<Fault> fault_of(const Field& field, std::string_view text) {
  const auto unless = [](bool fine, Fault fault) { return fine ? std::nullopt : std::optional(fault); };
  if (text.size() > (field.type == FieldType::text ? kTextMax : kLineMax)) return Fault::too_long;
  switch (field.type) {
    case FieldType::line:
    case FieldType::lines:
      return unless(text.find('\n') == text.npos, Fault::malformed);
    case FieldType::text:
      return std::nullopt;
    case FieldType::moment:
      return unless(parse_moment(text).has_value(), Fault::malformed);
    case FieldType::day:
      return unless(parse_day(text).has_value(), Fault::malformed);
    case FieldType::country:
    case FieldType::countries:
      return unless(text.size() == 2 && all_of(text, is_upper), Fault::malformed);
    case FieldType::language:
      return unless(text.size() == 2 && all_of(text, is_lower), Fault::malformed);
    case FieldType::choice:
    case FieldType::choices:
      return unless(std::ranges::find(field.choices, text, &Choice::word) != field.choices.end(),
                    Fault::no_such_choice);
    case FieldType::flag:
      return unless(text == "true" || text == "false", Fault::malformed);
    case FieldType::mail:
      return unless(is_mail(text), Fault::malformed);
    case FieldType::phone:
      return unless(is_phone(text), Fault::malformed);
  }
  return Fault::malformed;
}

bool is_needed(const Field& field, const Values& values) {
  if (field.need != Need::when) return field.need == Need::always;
  if (field.when_word.empty()) return value(values, field.when_field).empty();
  if (field.when_word == "*") return !value(values, field.when_field).empty();
  return says(values, field.when_field, field.when_word);
}

std::size_t most(FieldType type) {
  if (type == FieldType::countries) return kCountriesMax;
  return is_list(type) ? kLinesMax : 1;
}

std::optional<Fault> fault_of(const Field& field, const Values& values, std::string_view base_url) {
  const auto given = values.find(field.name);
  if (given == values.end() || given->second.empty())
    return is_needed(field, values) ? std::optional(Fault::missing) : std::nullopt;
  if (given->second.size() > most(field.type)) return Fault::too_long;
  for (const auto& each : given->second)
    if (const auto fault = fault_of(field, each)) return fault;
  if (field.name == "content")
    for (const auto& each : given->second)
      if (!parse_locator(each, base_url)) return Fault::not_ours;
  if (field.name == "period_until") {
    const auto from = parse_moment(value(values, "period_from"));
    if (from && *parse_moment(given->second.front()) < *from) return Fault::unordered;
  }
  return std::nullopt;
}

constexpr std::array<Bilingual, Names<Fault>::kAll.size()> kWords = {{
    {"“{}” is missing ({})", "„{}“ fehlt ({})"},
    {"“{}” cannot be read ({})", "„{}“ ist nicht lesbar ({})"},
    {"“{}” is too long ({})", "„{}“ ist zu lang ({})"},
    {"“{}” says something that the form does not know ({})",
     "„{}“ nennt etwas, das das Formular nicht kennt ({})"},
    {"“{}” has an address that is none of this service ({})",
     "„{}“ enthält eine Adresse, die nicht zu diesem Dienst gehört ({})"},
    {"“{}” is before the beginning of the period ({})", "„{}“ liegt vor dem Beginn des Zeitraums ({})"},
}};

}  // namespace

std::vector<Finding> check_form(const Form& form, const Values& values, std::string_view base_url) {
  std::vector<Finding> findings;
  for (const Field& field : form.fields)
    if (const auto fault = fault_of(field, values, base_url))
      findings.push_back({.field = &field, .fault = *fault});
  return findings;
}

std::vector<std::string> unknown_fields(const Form& form, const Values& values) {
  std::vector<std::string> unknown;
  for (const auto& [name, given] : values)
    if (!form.find(name)) unknown.push_back(name);
  return unknown;
}

std::string in_words(const Finding& finding, Language language) {
  const auto& words = kWords[static_cast<std::size_t>(finding.fault) - 1];
  std::string text =
      fmt::format(fmt::runtime(words.in(language)), finding.field->label.in(language), finding.field->law);
  if (!finding.field->section.empty())
    text = fmt::format(fmt::runtime(language == Language::german ? "Abschnitt {}: {}" : "Section {}: {}"),
                       finding.field->section, text);
  return text;
}

}  // namespace botschaft::desk
