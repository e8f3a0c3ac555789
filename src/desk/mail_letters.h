#pragma once
// What the desk writes to mail addresses, in English and German.
#include <string>
#include <string_view>
#include <vector>

#include "desk/language.h"

namespace botschaft::desk {

struct Mail {
  std::string subject;
  std::string body;
};

// A case and the receipt that opens its status page.
struct Reference {
  std::string case_ref;
  std::string receipt;
};

// The page where what has become of it is told. What follows the # is not sent to the server by browsers.
std::string status_url(std::string_view base_url, std::string_view receipt);

// The receipt of DSA 16(4).
Mail receipt_mail(Language language, std::string_view server, std::string_view base_url,
                  const std::vector<Reference>& references);

// `letter`: outcome_letter() of letters.h.
Mail outcome_mail(Language language, std::string_view server, std::string_view base_url,
                  const Reference& reference, std::string_view letter);

// The desk has written inside the case.
Mail message_mail(Language language, std::string_view server, std::string_view base_url,
                  const Reference& reference, std::string_view text);

}  // namespace botschaft::desk
