#include "store/history_ttls.h"

namespace botschaft::store {

std::int32_t find_history_ttl(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kFind{"SELECT period FROM history_ttls WHERE owner = ?1 AND peer = ?2"};
  auto q = tx.run(kFind, owner, peer);
  return q.next() ? q.int32(0) : 0;
}

void put_history_ttl(Transaction& tx, UserId owner, PeerId peer, std::int32_t period) {
  static constexpr Sql kPut{
      "INSERT INTO history_ttls (owner, peer, period) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (owner, peer) DO UPDATE SET period = excluded.period"};
  static constexpr Sql kDelete{"DELETE FROM history_ttls WHERE owner = ?1 AND peer = ?2"};
  period == 0 ? tx.run(kDelete, owner, peer) : tx.run(kPut, owner, peer, period);
}

}  // namespace botschaft::store
