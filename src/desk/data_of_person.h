#pragma once
// What the server holds of a person, field by field, for disclosure and for the person's own copy. Nothing is
// collected for it: what is not held is not here.
#include <span>
#include <string>

#include "desk/desk.h"

namespace botschaft::desk {

struct DataField {
  DataCategory data;
  std::string_view name;  // as Disclosure::fields has it
};
std::span<const DataField> data_fields();
bool is_data_field(DataCategory data, std::string_view name);

// One field as JSON (an object, or an array of objects for what there is many of, newest first, at most
// kDataRowsMax). "null" if nothing is held.
inline constexpr int kDataRowsMax = 10'000;
std::string data_of_person(store::Transaction& tx, std::int64_t person, std::string_view field);

}  // namespace botschaft::desk
