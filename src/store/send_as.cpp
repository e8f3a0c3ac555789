#include "store/send_as.h"

namespace botschaft::store {

std::optional<PeerId> find_default_send_as(Transaction& tx, UserId user, PeerId group) {
  static constexpr Sql kFind{"SELECT send_as FROM default_send_as WHERE user_id = ?1 AND peer = ?2"};
  auto q = tx.run(kFind, user, group);
  if (!q.next()) return std::nullopt;
  return PeerId{q.int64(0)};
}

void put_default_send_as(Transaction& tx, UserId user, PeerId group, PeerId send_as) {
  static constexpr Sql kPut{
      "INSERT INTO default_send_as(user_id, peer, send_as) VALUES(?1, ?2, ?3) "
      "ON CONFLICT(user_id, peer) DO UPDATE SET send_as = excluded.send_as"};
  tx.run(kPut, user, group, send_as);
}

}  // namespace botschaft::store
