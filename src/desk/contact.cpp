#include "desk/contact.h"

#include "desk/union_states.h"

namespace botschaft::desk {

std::vector<std::string_view> missing_settings(const Contact& contact) {
  std::vector<std::string_view> missing;
  const auto need = [&](const std::string& text, std::string_view setting) {
    if (text.empty()) missing.push_back(setting);
  };
  need(contact.operator_name, "contact.operator");
  need(contact.address, "contact.address");
  need(contact.country, "contact.country");
  need(contact.person, "contact.person");
  need(contact.person_mail, "contact.person_mail");
  need(contact.deputy, "contact.deputy");
  need(contact.deputy_mail, "contact.deputy_mail");
  if (contact.languages.empty()) missing.push_back("contact.languages");
  need(contact.authorities_mail, "contact.authorities_mail");
  need(contact.users_mail, "contact.users_mail");
  need(contact.tco_mail, "contact.tco_mail");
  need(contact.evidence_addressee, "contact.evidence_addressee");
  need(contact.evidence_mail, "contact.evidence_mail");
  if (contact.country.empty() || is_union_state(contact.country)) return missing;
  need(contact.representative, "contact.representative");
  need(contact.representative_address, "contact.representative_address");
  need(contact.representative_mail, "contact.representative_mail");
  need(contact.representative_phone, "contact.representative_phone");
  return missing;
}

}  // namespace botschaft::desk
