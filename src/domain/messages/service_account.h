#pragma once
// What the server itself says to people: messages of the service account (store::kServiceUser).
#include <string>

#include "domain/box_writer.h"

namespace botschaft::domain {

// Into that person's box alone: nobody reads on the other side. `text`: plain, at most kTextUnitsMax units.
// All of the person's devices are told by a push. Returns its id.
MessageId say_to(store::Transaction& tx, UserId user, std::string_view text, std::int32_t now);

}  // namespace botschaft::domain
