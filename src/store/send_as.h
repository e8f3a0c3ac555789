#pragma once
// As whom somebody writes in a group if he says nothing else.
#include <optional>

#include "store/transaction.h"

namespace botschaft::store {

std::optional<PeerId> find_default_send_as(Transaction&, UserId user, PeerId group);
void put_default_send_as(Transaction&, UserId user, PeerId group, PeerId send_as);

}  // namespace botschaft::store
