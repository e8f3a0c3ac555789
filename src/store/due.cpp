#include "store/due.h"

namespace botschaft::store {

void put_due(Transaction& tx, const DueRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO due (kind, owner, id, at) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (kind, owner, id) DO UPDATE SET at = excluded.at"};
  tx.run(kPut, row.kind, row.owner, row.id, row.at);
}

void delete_due(Transaction& tx, std::int32_t kind, std::int64_t owner, std::int64_t id) {
  static constexpr Sql kDelete{"DELETE FROM due WHERE kind = ?1 AND owner = ?2 AND id = ?3"};
  tx.run(kDelete, kind, owner, id);
}

bool take_due(Transaction& tx, std::int32_t kind, std::int64_t owner, std::int64_t id, std::int32_t now) {
  static constexpr Sql kTake{"DELETE FROM due WHERE kind = ?1 AND owner = ?2 AND id = ?3 AND at <= ?4"};
  return tx.run(kTake, kind, owner, id, now).changes() != 0;
}

std::vector<DueRow> due_rows(Transaction& tx, std::int32_t now, int limit) {
  static constexpr Sql kRows{
      "SELECT at, kind, owner, id FROM due WHERE at <= ?1 ORDER BY at, kind, owner, id LIMIT ?2"};
  std::vector<DueRow> rows;
  auto q = tx.run(kRows, now, limit);
  while (q.next())
    rows.push_back({.at = q.int32(0), .kind = q.int32(1), .owner = q.int64(2), .id = q.int64(3)});
  return rows;
}

std::optional<std::int32_t> next_due(Transaction& tx) {
  static constexpr Sql kNext{"SELECT at FROM due ORDER BY at LIMIT 1"};
  auto q = tx.run(kNext);
  return q.next() ? std::optional(q.int32(0)) : std::nullopt;
}

}  // namespace botschaft::store
