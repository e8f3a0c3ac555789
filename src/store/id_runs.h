#pragma once
// Messages of a page by what lies close together, so that what is stored beside them is read by one statement
// for each table and not for each message.
#include <vector>

#include "store/reactions.h"

namespace botschaft::store {

// Ids of one box from first to last; there may be others between them.
struct IdRun {
  std::int64_t box = 0;
  MessageId first = 0;
  MessageId last = 0;
  friend bool operator==(const IdRun&, const IdRun&) = default;
};

// A page of a history is one run, whatever a search finds in a large chat is many. No two keys of a run are
// further apart than kRunGap.
inline constexpr MessageId kRunGap = 64;
std::vector<IdRun> id_runs(std::vector<MessageKey> keys);

}  // namespace botschaft::store
