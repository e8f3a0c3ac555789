#pragma once
// /contact: the contact file for people, in English and German, without a script, to be read and printed.
#include <map>
#include <memory>

#include "desk/language.h"
#include "http/contact_file.h"

namespace botschaft::http {

struct WitnessShown {
  std::string name;
  std::int64_t signed_at = 0;  // 0: not yet
  std::int64_t size = 0;       // of the log it signed
};

// Everything that is shown; replaced as a whole when something of it changes.
struct ContactShown {
  ContactFacts facts;
  std::vector<std::string_view> missing;  // settings; empty: `file` is published
  std::string file;                       // as served
  ContactDates dates;
  std::string history;                        // JSON
  std::map<std::int64_t, std::string> files;  // by version, those before among them
  bool probed = false;                        // the desk writes to itself
  std::int64_t answered_at = 0;               // by the last probe that was answered; 0: none yet
  std::int64_t failing_since = 0;             // 0: the last probe was answered
  std::vector<WitnessShown> witnesses;
};

std::string contact_page(const ContactShown& shown, std::string_view checkpoint, desk::Language language);

std::string html_text(std::string_view text);  // with &, <, > and quotes escaped

}  // namespace botschaft::http
