#pragma once
// The forms in which authorities order: one table of fields for each. The JSON API, the wizard that officers
// fill in, the checks and docs/desk/orders.md all read these tables.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "desk/language.h"
#include "desk/terms.h"

namespace botschaft::desk {

enum class FormKind : std::uint8_t {
  dsa9 = 1,
  dsa10,
  tco,  // Annex I
  epoc,
  epoc_emergency,
  epoc_pr,
  epoc_pr_confirmation,  // Annex V: a request for production follows
  epoc_pr_extension,     // Annex VI
  letter,
};

enum class FieldType : std::uint8_t {
  line = 1,   // one line of text, <= 500 characters
  text,       // <= 10,000 characters
  lines,      // up to 1,000 lines, one thing on each: addresses, identifiers
  moment,     // ISO 8601 with time zone: 2026-11-24T03:00:00Z
  day,        // 2026-11-24
  country,    // ISO 3166-1 alpha-2
  countries,  // up to 250
  language,   // ISO 639-1
  choice,     // one word of `choices`
  choices,    // some
  flag,       // true or false
  mail,
  phone,
};

struct Choice {
  std::string_view word;
  Bilingual label;
};

enum class Need : std::uint8_t { always = 1, when, optional };

struct Field {
  std::string_view section;  // of the official form; "" where it has none
  std::string_view name;
  FieldType type;
  Need need;
  std::string_view when_field;  // of Need::when: needed if that field says `when_word`; "": if it is empty
  std::string_view when_word;
  std::string_view law;
  Bilingual label;
  std::span<const Choice> choices;
};

struct Form {
  FormKind kind;
  Instrument instrument;
  bool follow_up;  // goes on with a case that is there, which `earlier_case` names
  Bilingual title;
  std::string_view law;
  std::vector<Field> fields;

  const Field* find(std::string_view name) const;  // null: there is none
};

std::span<const Form> order_forms();  // in the order of the kinds
const Form& order_form(FormKind kind);

// What somebody filled in: by field, a value or, of lists, several. What is empty is left out. Flags: "true".
using Values = std::map<std::string, std::vector<std::string>, std::less<>>;
std::string_view value(const Values& values, std::string_view field);  // the first; "" if there is none
bool says(const Values& values, std::string_view field, std::string_view word);

std::string orders_document();  // docs/desk/orders.md

template <>
struct Names<FormKind> {
  static constexpr std::array<std::string_view, 9> kAll = {"dsa-9",
                                                           "dsa-10",
                                                           "tco",
                                                           "epoc",
                                                           "epoc-emergency",
                                                           "epoc-pr",
                                                           "epoc-pr-confirmation",
                                                           "epoc-pr-extension",
                                                           "letter"};
};
template <>
struct Names<FieldType> {
  static constexpr std::array<std::string_view, 13> kAll = {
      "line",     "text",   "lines",   "moment", "day",  "country", "countries",
      "language", "choice", "choices", "flag",   "mail", "phone"};
};
template <>
struct Names<Need> {
  static constexpr std::array<std::string_view, 3> kAll = {"always", "when", "optional"};
};

}  // namespace botschaft::desk
