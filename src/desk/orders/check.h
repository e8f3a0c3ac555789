#pragma once
// Whether a form is complete. An order that is not is taken all the same: what it lacks is what the reply
// says.
#include <string>
#include <vector>

#include "desk/orders/form.h"

namespace botschaft::desk {

enum class Fault : std::uint8_t {
  missing = 1,
  malformed,  // not of the field's type
  too_long,
  no_such_choice,
  not_ours,   // an address of another server
  unordered,  // a period that ends before it begins
};

struct Finding {
  const Field* field = nullptr;  // of the form's table, which lives as long as the program
  Fault fault = {};
  friend bool operator==(const Finding&, const Finding&) = default;
};

// In the order of the form. `base_url`: of this server, to tell its addresses from others.
std::vector<Finding> check_form(const Form& form, const Values& values, std::string_view base_url);

// Fields the form does not have: who sends them means another form.
std::vector<std::string> unknown_fields(const Form& form, const Values& values);

// One sentence for each, as a reply says it, with the law it rests on.
std::string in_words(const Finding& finding, Language language);

template <>
struct Names<Fault> {
  static constexpr std::array<std::string_view, 6> kAll = {"missing",        "malformed", "too-long",
                                                           "no-such-choice", "not-ours",  "unordered"};
};

}  // namespace botschaft::desk
