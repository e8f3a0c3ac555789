#pragma once
// What time alone makes useless: temporary keys, sign-in codes and tokens that have run out.
#include <cstdint>

#include "store/store.h"

namespace botschaft::server {

// A few rows at a time, so that it never holds messages up. Every minute.
void sweep_expired(store::Store& store, std::int32_t unix_seconds);

}  // namespace botschaft::server
