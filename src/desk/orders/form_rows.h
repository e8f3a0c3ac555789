#pragma once
// How the rows of the tables are written: form_tables.cpp and evidence_tables.cpp alone.
#include "desk/orders/form.h"

namespace botschaft::desk::rows {

using T = FieldType;

constexpr Field needed(std::string_view section, std::string_view name, FieldType type, std::string_view law,
                       Bilingual label, std::span<const Choice> choices = {}) {
  return {section, name, type, Need::always, "", "", law, label, choices};
}
constexpr Field possible(std::string_view section, std::string_view name, FieldType type,
                         std::string_view law, Bilingual label, std::span<const Choice> choices = {}) {
  return {section, name, type, Need::optional, "", "", law, label, choices};
}
// Needed if `field` says `word`.
constexpr Field when(std::string_view field, std::string_view word, Field row) {
  row.need = Need::when;
  row.when_field = field;
  row.when_word = word;
  return row;
}
// Needed if `field` was left empty.
constexpr Field unless(std::string_view field, Field row) {
  return when(field, "", row);
}

constexpr Choice kAuthorityTypes[] = {
    {"judge", {"judge", "Richterin oder Richter"}},
    {"court", {"court", "Gericht"}},
    {"investigating-judge", {"investigating judge", "Ermittlungsrichterin oder -richter"}},
    {"prosecutor", {"public prosecutor", "Staatsanwaltschaft"}},
    {"law-enforcement", {"law enforcement authority", "Strafverfolgungsbehörde"}},
    {"administrative", {"other authority", "andere Behörde"}},
};

constexpr Choice kDataCategories[] = {
    {"subscriber", {"subscriber data", "Teilnehmerdaten"}},
    {"identification-only",
     {"data asked for to identify the user alone (IP addresses with time)",
      "ausschließlich zum Zweck der Identifizierung angeforderte Daten (IP-Adressen mit Zeit)"}},
    {"traffic", {"traffic data", "Verkehrsdaten"}},
    {"content", {"content data", "Inhaltsdaten"}},
};

std::vector<Form> evidence_forms();  // EPOC to EPOC-PR extension

template <class... Parts>
std::vector<Field> fields_of(const Parts&... parts) {
  std::vector<Field> all;
  (all.insert(all.end(), std::begin(parts), std::end(parts)), ...);
  return all;
}

}  // namespace botschaft::desk::rows
