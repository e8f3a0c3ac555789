#pragma once
// How long messages of a chat live (migrations/0010_time.sql).
#include <cstdint>

#include "store/transaction.h"

namespace botschaft::store {

// Seconds; 0: for ever.
std::int32_t find_history_ttl(Transaction& tx, UserId owner, PeerId peer);
void put_history_ttl(Transaction& tx, UserId owner, PeerId peer, std::int32_t period);

}  // namespace botschaft::store
