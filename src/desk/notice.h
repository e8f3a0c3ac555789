#pragma once
// A notice of DSA Art. 16 as it came by the web form or the API, the payload of its entry in the contact log.
#include <optional>
#include <string>
#include <vector>

#include "desk/states.h"

namespace botschaft::desk {

struct Notice {
  std::string target;                  // the one of `locations` that this entry is about, canonical
  std::vector<std::string> locations;  // all that were named, as they were given: Art. 16(2)(b)
  std::string option;                  // a leaf of report_tree.h
  std::string reasons;                 // Art. 16(2)(a)
  std::string name;                    // Art. 16(2)(c); "" where none has to be given
  std::string mail;
  bool good_faith = false;  // Art. 16(2)(d)
  friend bool operator==(const Notice&, const Notice&) = default;
};

// The same notice always the same text.
std::string canonical(const Notice& notice);
std::optional<Notice> parse_notice(std::string_view text);  // of canonical() alone

// Offences of Dir. 2011/93/EU, Art. 3 to 7: whoever tells of them need not say who they are.
bool may_be_nameless(std::string_view option);

// A letter to the operator, the payload likewise.
struct ContactRequest {
  std::string subject;
  std::string text;
  std::string name;
  std::string organisation;
  std::string mail;
  friend bool operator==(const ContactRequest&, const ContactRequest&) = default;
};
std::string canonical(const ContactRequest& request);
std::optional<ContactRequest> parse_contact_request(std::string_view text);

// What somebody wrote in a step of a case ("reply", a question), out of the payload of its entry; "":
// nothing.
std::string text_of_step(std::string_view payload);

}  // namespace botschaft::desk
