#include "domain/box.h"

#include "store/events.h"

namespace botschaft::domain {

std::int32_t tell(store::Transaction& tx, UserId owner, EventKind kind, PeerId peer, std::int64_t arg,
                  SessionKey except) {
  const auto pts =
      store::append_event(tx, owner, {.kind = static_cast<std::int32_t>(kind), .peer = peer, .arg = arg});
  tx.notify<BoxNotice>(owner, pts, pts, except);
  return pts;
}

}  // namespace botschaft::domain
