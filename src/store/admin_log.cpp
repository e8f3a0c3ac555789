#include "store/admin_log.h"

#include <algorithm>

namespace botschaft::store {

std::int64_t insert_admin_log(Transaction& tx, const AdminLogRow& row) {
  static constexpr Sql kTop{"SELECT coalesce(max(id), 0) FROM admin_log WHERE channel = ?1"};
  static constexpr Sql kInsert{
      "INSERT INTO admin_log(channel, id, date, user_id, action, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
  // The date in it keeps an id from being given again after its entry has gone.
  auto id = std::int64_t{row.date} << 20;
  if (auto q = tx.run(kTop, row.channel); q.next()) id = std::max(id, q.int64(0) + 1);
  tx.run(kInsert, row.channel, id, row.date, row.user, row.action, row.body);
  return id;
}

std::vector<AdminLogRow> admin_log(Transaction& tx, std::int64_t channel, std::int64_t above,
                                   std::int64_t below, std::int32_t from_date, int limit) {
  static constexpr Sql kSelect{
      "SELECT channel, id, date, user_id, action, body FROM admin_log "
      "WHERE channel = ?1 AND id > ?2 AND id < ?3 AND date >= ?4 ORDER BY id DESC LIMIT ?5"};
  std::vector<AdminLogRow> rows;
  auto q = tx.run(kSelect, channel, above, below, from_date, limit);
  while (q.next()) {
    rows.push_back({.channel = q.int64(0),
                    .id = q.int64(1),
                    .date = q.int32(2),
                    .user = q.int64(3),
                    .action = q.int32(4),
                    .body = to_bytes(q.blob(5))});
  }
  return rows;
}

void delete_admin_log_before(Transaction& tx, std::int32_t date) {
  static constexpr Sql kDelete{"DELETE FROM admin_log WHERE date < ?1"};
  tx.run(kDelete, date);
}

}  // namespace botschaft::store
