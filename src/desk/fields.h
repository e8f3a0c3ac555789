#pragma once
// Payloads of the contact log as text: one line per field, "key: value". What people wrote is escaped, so
// that no text can look like a field.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/terms.h"

namespace botschaft::desk {

void add_field(std::string& out, std::string_view key, std::string_view value);

// The fields of one text, in order; a key may come again. Lines that are none are passed over.
class Fields {
 public:
  explicit Fields(std::string_view text);

  std::string operator[](std::string_view key) const;  // the first; "" if there is none
  std::vector<std::string> every(std::string_view key) const;
  template <class E>
  E word(std::string_view key) const {  // E{} for a word that names none
    return named<E>((*this)[key]).value_or(E{});
  }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

}  // namespace botschaft::desk
