#pragma once
// One message, many boxes.
#include <vector>

#include "store/messages.h"

namespace botschaft::domain {

// Every copy of the message that goes with this one: the other side's, or those of who is in the group. The
// row itself comes first.
std::vector<store::MessageRow> all_copies(store::Transaction& tx, const store::MessageRow& row);

}  // namespace botschaft::domain
