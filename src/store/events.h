#pragma once
// The event log of an owner: what every push and every getDifference is made of. domain/events.h says what
// the kinds mean. Numbers (pts) are contiguous: each event advances its owner's pts by one.
#include <cstdint>
#include <optional>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

// An owner without events is at this pts. Not 0: clients take 0 for "unknown".
inline constexpr std::int32_t kEmptyBoxPts = 1;

struct NewEvent {
  std::int32_t kind = 0;
  PeerId peer = {};
  std::int64_t arg = 0;
  ByteView data = {};
};

struct Event {
  std::int32_t pts = 0;
  std::int32_t kind = 0;
  PeerId peer = {};
  std::int64_t arg = 0;
  Bytes data;
};

// The pts of the owner's last event.
std::int32_t top_pts(Transaction& tx, UserId owner);

// Adds the event and returns its pts, which is also the message id if it is a new message.
std::int32_t append_event(Transaction& tx, UserId owner, const NewEvent& event);

// Events with pts > `after`, ascending, at most `limit`.
std::vector<Event> read_events(Transaction& tx, UserId owner, std::int32_t after, int limit);
std::optional<Event> find_event(Transaction& tx, UserId owner, std::int32_t pts);

// Makes the event say something else under the same pts, e.g. `none` when its subject is gone for good.
void replace_event(Transaction& tx, UserId owner, std::int32_t pts, const NewEvent& event);

}  // namespace botschaft::store
