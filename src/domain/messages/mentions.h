#pragma once
// Whom a message mentions.
#include <set>

#include "store/messages.h"

namespace botschaft::domain {

// Whom the text names: by @username, or by a link to the person.
std::set<UserId> named_in(store::Transaction& tx, const store::MessageBody& body);

}  // namespace botschaft::domain
