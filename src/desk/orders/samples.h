#pragma once
// Orders as authorities would fill them in: for tests.
#include "desk/orders/form.h"

namespace botschaft::desk::samples {

inline Values tco() {
  return {{"authority_country", {"DE"}},
          {"addressee", {"Chat Example GmbH"}},
          {"issued_at", {"2027-01-15T03:00:00Z"}},
          {"reference", {"ST 35-123/27"}},
          {"content", {"https://chat.example/werbung/12"}},
          {"material", {"incites"}},
          {"reasons", {"It calls for attacks."}},
          {"authority_type", {"administrative"}},
          {"authority", {"Bundeskriminalamt"}},
          {"official", {"KHK Muster"}},
          {"file_number", {"35-1"}},
          {"authority_address", {"65173 Wiesbaden"}},
          {"official_phone", {"+49 611 55-0"}},
          {"official_mail", {"tco@bka.example"}},
          {"redress_body", {"VG Wiesbaden"}},
          {"redress_deadline", {"one month"}},
          {"redress_law", {"VwGO 74"}},
          {"language", {"de"}}};
}

inline Values dsa9() {
  return {{"authority", {"StA Köln"}},
          {"authority_type", {"prosecutor"}},
          {"authority_country", {"DE"}},
          {"official", {"StAin Muster"}},
          {"official_mail", {"muster@sta.example"}},
          {"reference", {"12 Js 3/27"}},
          {"legal_basis", {"StPO 98"}},
          {"reasons", {"StGB 86a"}},
          {"content", {"https://chat.example/werbung/12", "@werbung"}},
          {"territory", {"DE", "AT", "DE"}},
          {"redress", {"Complaint within a month."}},
          {"language", {"de"}}};
}

inline Values dsa10() {
  auto values = dsa9();
  for (const auto* none : {"content", "territory"}) values.erase(none);
  values["data_categories"] = {"subscriber"};
  values["persons"] = {"@werbung"};
  return values;
}

// By a prosecutor, for subscriber data.
inline Values epoc() {
  return {{"authority_country", {"DE"}},
          {"authority", {"StA Köln"}},
          {"authority_type", {"prosecutor"}},
          {"reference", {"12 Js 3/27"}},
          {"addressee", {"Chat Example GmbH"}},
          {"identifier_kinds", {"account"}},
          {"persons", {"@werbung"}},
          {"service", {"messages"}},
          {"data_categories", {"subscriber"}},
          {"offence", {"three-years"}},
          {"provisions", {"StGB 263"}},
          {"official", {"StAin Muster"}},
          {"official_mail", {"muster@sta.example"}},
          {"issued_at", {"2027-01-15T03:00:00Z"}},
          {"language", {"de"}},
          {"recipient", {"StA Köln"}},
          {"certificate", {"-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----"}}};
}

inline Values epoc_pr() {
  auto values = epoc();
  for (const auto* none : {"recipient", "certificate"}) values.erase(none);
  return values;
}

inline Values extension(const std::string& earlier) {
  return {{"earlier_case", {earlier}},    {"authority", {"StA Köln"}},
          {"official", {"StAin Muster"}}, {"official_mail", {"muster@sta.example"}},
          {"reference", {"12 Js 3/27"}},  {"reasons", {"Legal assistance takes longer."}}};
}

inline Values confirmation(const std::string& earlier) {
  auto values = extension(earlier);
  values.erase("reasons");
  values["production_request"] = {"EPOC 12 Js 3/27"};
  values["issued_at"] = {"2027-02-15T03:00:00Z"};
  return values;
}

}  // namespace botschaft::desk::samples
