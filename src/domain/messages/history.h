#pragma once
// Reading the history of a chat in pages.
#include <vector>

#include "base/error.h"
#include "store/messages.h"

namespace botschaft::domain {

inline constexpr int kPageMax = 100;

// A window over the chat, newest first, as clients ask for it (core.telegram.org/api/offsets): the position
// before `offset_id` (or the first message older than `offset_date`), moved by `add_offset`, and `limit`
// messages from there. Zeros mean "not given".
struct HistoryPage {
  MessageId offset_id = 0;
  std::int32_t offset_date = 0;
  int add_offset = 0;
  int limit = kPageMax;
  MessageId max_id = 0;       // only ids below
  MessageId min_id = 0;       // only ids above
  std::int32_t min_date = 0;  // only from this date on
  std::int32_t max_date = 0;  // only up to this date
  MessageId thread = 0;       // only in this thread of a supergroup, or topic
  MessageId topic = 0;
};

// A page without absurd numbers: what clients may send at all. LIMIT_INVALID, OFFSET_INVALID.
Result<HistoryPage> check_page(HistoryPage page);

std::vector<store::MessageRow> history(store::Transaction& tx, UserId owner, PeerId peer,
                                       const HistoryPage& page);

// How many there are inside the bounds of the page, on all pages.
std::int64_t count_history(store::Transaction& tx, UserId owner, PeerId peer, const HistoryPage& page);

// The same window over any list of ids that is sorted newest first.
std::vector<MessageId> page_of(const std::vector<MessageId>& newest_first, const HistoryPage& page);

}  // namespace botschaft::domain
