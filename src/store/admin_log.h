#pragma once
// What admins did in channels (migrations/0007_membership.sql).
#include <cstdint>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct AdminLogRow {
  std::int64_t channel = 0;
  std::int64_t id = 0;
  std::int32_t date = 0;
  UserId user = 0;
  std::int32_t action = 0;
  Bytes body = {};
};

// `row.id` is ignored: the next one is taken, and returned.
std::int64_t insert_admin_log(Transaction&, const AdminLogRow& row);
// Ids in (above, below), not before the date; newest first.
std::vector<AdminLogRow> admin_log(Transaction&, std::int64_t channel, std::int64_t above, std::int64_t below,
                                   std::int32_t from_date, int limit);
void delete_admin_log_before(Transaction&, std::int32_t date);

}  // namespace botschaft::store
