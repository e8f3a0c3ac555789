#pragma once
// Tells those who have reported something what was decided about it: a message of the service account.
#include <string_view>

#include "base/random.h"
#include "store/store.h"

namespace botschaft::server {

// Up to `limit` people, of cases that are decided or, where something is to be done, in which it was done. A
// case in which everybody has been told is closed, unless the person concerned is still to be told. Returns
// how many were told.
int tell_outcomes(store::Transaction& tx, std::int32_t now, Random& random, std::string_view server_name,
                  int limit);

// The same in a transaction of its own, a few people at a time. Called every few seconds.
void tell_outcomes(store::Store& store, std::int32_t now, Random& random, std::string_view server_name);

}  // namespace botschaft::server
