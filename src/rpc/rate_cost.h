#pragma once
// What a call takes of its rate class: one token, but for those that do the work of many.
#include "tl/object.h"

namespace botschaft::rpc {

double cost_of(const tl::AnyBox& query);

}  // namespace botschaft::rpc
