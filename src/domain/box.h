#pragma once
// Telling an owner's devices of a durable change.
#include <cstdint>

#include "domain/events.h"
#include "domain/notices.h"
#include "store/transaction.h"

namespace botschaft::domain {

// Appends to the owner's event log; after COMMIT the owner's devices are told, `except` excepted, which
// learns of it by the reply to its own request. Returns the event's pts.
std::int32_t tell(store::Transaction& tx, UserId owner, EventKind kind, PeerId peer = {},
                  std::int64_t arg = 0, SessionKey except = {});

}  // namespace botschaft::domain
