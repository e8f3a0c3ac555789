#include "store/discussions.h"

namespace botschaft::store {

std::optional<std::int64_t> find_discussion_group(Transaction& tx, std::int64_t broadcast) {
  static constexpr Sql kFind{"SELECT supergroup FROM discussions WHERE broadcast = ?1"};
  auto q = tx.run(kFind, broadcast);
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

std::optional<std::int64_t> find_discussed_broadcast(Transaction& tx, std::int64_t supergroup) {
  static constexpr Sql kFind{"SELECT broadcast FROM discussions WHERE supergroup = ?1"};
  auto q = tx.run(kFind, supergroup);
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

void insert_discussion(Transaction& tx, std::int64_t broadcast, std::int64_t supergroup) {
  static constexpr Sql kInsert{"INSERT INTO discussions(broadcast, supergroup) VALUES(?1, ?2)"};
  tx.run(kInsert, broadcast, supergroup);
}

void delete_discussion(Transaction& tx, std::int64_t broadcast) {
  static constexpr Sql kDelete{"DELETE FROM discussions WHERE broadcast = ?1"};
  tx.run(kDelete, broadcast);
}

}  // namespace botschaft::store
