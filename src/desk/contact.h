#pragma once
// Who answers for a server, and where each duty to be reachable is met. The operator's words; what is
// published of them is http/contact_file.h.
#include <string>
#include <string_view>
#include <vector>

namespace botschaft::desk {

struct Contact {
  std::string operator_name;
  std::string address;  // postal; lines by \n
  std::string country;  // of establishment, ISO 3166-1 alpha-2
  std::string person;   // who is asked for by name
  std::string person_mail;
  std::string person_phone;
  std::string deputy;
  std::string deputy_mail;
  std::string deputy_phone;
  std::vector<std::string> languages;  // in which authorities can write: DSA 11(3)
  std::string hours;
  std::string authorities_mail;  // DSA 11: Member States' authorities, the Commission, the Board
  std::string authorities_phone;
  std::string users_mail;  // DSA 12: recipients of the service
  std::string users_phone;
  std::string representative;  // DSA 13, TCO 17: of an operator outside the Union
  std::string representative_address;
  std::string representative_mail;
  std::string representative_phone;
  std::string tco_mail;  // Reg. 2021/784, Art. 15: removal orders, at any hour
  std::string tco_phone;
  std::string evidence_addressee;  // Reg. 2023/1543, Art. 7; Dir. 2023/1544, Art. 3
  std::string evidence_address;
  std::string evidence_mail;
  std::string evidence_phone;
  std::string service_agent;  // for service in Germany
  std::string service_agent_address;
  std::string coordinator;  // the Digital Services Coordinator that is competent
  std::string coordinator_url;
  std::string security_mail;   // of security.txt; "": the named person's
  std::string encryption_url;  // of a key to write to them with
};

// The settings that are still to be filled in before strangers may sign up: "contact.person", ... An operator
// outside the Union needs a representative, too: DSA 13(1). TCO and e-Evidence bind operators of every size.
std::vector<std::string_view> missing_settings(const Contact& contact);

}  // namespace botschaft::desk
