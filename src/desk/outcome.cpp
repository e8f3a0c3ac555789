#include "desk/outcome.h"

#include <algorithm>

namespace botschaft::desk {

bool is_to_be_told(const Case& about) {
  if (!about.decision) return false;
  if (about.state < State::decided || about.state == State::withdrawn) return false;
  return about.state != State::decided || !std::holds_alternative<Restriction>(*about.decision);
}

bool was_reversed(store::Transaction& tx, std::int64_t case_id) {
  return std::ranges::any_of(store::desk_acts(tx, case_id), [](const store::DeskActRow& act) {
    return act.action == static_cast<int>(Action::reverse);
  });
}

}  // namespace botschaft::desk
