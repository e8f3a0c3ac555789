#pragma once
// What those who wrote in may be told of a decision, and when.
#include "desk/desk.h"

namespace botschaft::desk {

// What a restriction was decided for is told once it is in effect.
bool is_to_be_told(const Case& about);

// The measure was taken back on an appeal.
bool was_reversed(store::Transaction& tx, std::int64_t case_id);

}  // namespace botschaft::desk
