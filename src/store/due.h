#pragma once
// What is to happen at a time (migrations/0010_time.sql). domain/due.h says what the kinds mean, and is what
// others use.
#include <cstdint>
#include <optional>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DueRow {
  std::int32_t at = 0;  // unix seconds
  std::int32_t kind = 0;
  std::int64_t owner = 0;
  std::int64_t id = 0;
  friend bool operator==(const DueRow&, const DueRow&) = default;
};

// One row for each kind, owner and id: a second one moves the first to its time.
void put_due(Transaction& tx, const DueRow& row);
void delete_due(Transaction& tx, std::int32_t kind, std::int64_t owner, std::int64_t id);

// Removes the row if it is still there and its time has come. True: it was.
bool take_due(Transaction& tx, std::int32_t kind, std::int64_t owner, std::int64_t id, std::int32_t now);

// What is due up to `now`, the earliest first.
std::vector<DueRow> due_rows(Transaction& tx, std::int32_t now, int limit);

// The time of the earliest row.
std::optional<std::int32_t> next_due(Transaction& tx);

}  // namespace botschaft::store
