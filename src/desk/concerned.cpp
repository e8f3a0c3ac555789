#include "desk/concerned.h"

#include "domain/restrictions/target.h"
#include "store/authorizations.h"
#include "store/desk_orders.h"
#include "store/restrictions.h"

namespace botschaft::desk {

std::int64_t person_concerned(store::Transaction& tx, const Case& about) {
  // As it was when the restriction was made: what it was on may be gone.
  for (const auto& row : store::restrictions_of_case(tx, about.id, true))
    if (row.person != 0) return row.person;
  const auto target = domain::parse_target(about.target);
  return target ? domain::person_concerned(tx, *target) : 0;
}

bool may_complain(store::Transaction& tx, const Case& about, std::int64_t person) {
  if (person == 0) return false;
  if (store::desk_case_is_from(tx, about.id, person)) return true;
  return person_concerned(tx, about) == person;
}

Language language_of_person(store::Transaction& tx, std::int64_t person) {
  const auto devices = store::list_authorizations(tx, person);
  return devices.empty() ? Language::english : language_of(devices.front().lang_code);
}

}  // namespace botschaft::desk
