#include "domain/messages/history.h"

#include <algorithm>

namespace botschaft::domain {
namespace {

constexpr int kAddOffsetMax = 10'000;

store::HistoryRange range_of(const HistoryPage& page) {
  return {.below = page.max_id,
          .above = page.min_id,
          .before_date = page.max_date > 0 && page.max_date != INT32_MAX ? page.max_date + 1 : 0,
          .after_date = page.min_date > 0 ? page.min_date - 1 : 0,
          .thread = page.thread,
          .topic = page.topic};
}

MessageId smaller_bound(MessageId a, MessageId b) {
  return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}

}  // namespace

Result<HistoryPage> check_page(HistoryPage page) {
  if (page.offset_id < 0 || page.max_id < 0 || page.min_id < 0) return fail(Err::OFFSET_INVALID);
  if (page.add_offset > kAddOffsetMax || page.add_offset < -kAddOffsetMax) return fail(Err::OFFSET_INVALID);
  if (page.limit < 0) return fail(Err::LIMIT_INVALID);
  page.limit = std::min(page.limit, kPageMax);
  return page;
}

std::vector<store::MessageRow> history(store::Transaction& tx, UserId owner, PeerId peer,
                                       const HistoryPage& page) {
  const auto whole = range_of(page);
  // Position 0 is the first message older than the offset; negative positions are newer.
  const int first = page.add_offset;
  const int end = page.add_offset + page.limit;
  std::vector<store::MessageRow> rows;

  auto newer = whole;
  auto older = whole;
  bool at_top = false;
  if (page.offset_id != 0) {
    newer.above = std::max(newer.above, page.offset_id - 1);
    older.below = smaller_bound(older.below, page.offset_id);
  } else if (page.offset_date != 0) {
    newer.after_date = std::max(newer.after_date, page.offset_date - 1);
    older.before_date = smaller_bound(older.before_date, page.offset_date);
  } else {
    at_top = true;
  }
  if (first < 0 && !at_top) {
    rows = store::messages_oldest_first(tx, owner, peer, newer, -first);
    const auto skip = std::min(rows.size(), static_cast<std::size_t>(std::max(0, -end)));
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(skip));
    std::ranges::reverse(rows);
  }
  if (end > 0) {
    const auto skip = static_cast<std::size_t>(std::max(0, first));
    auto page_rows = store::messages_newest_first(tx, owner, peer, older, end);
    page_rows.erase(page_rows.begin(),
                    page_rows.begin() + static_cast<std::ptrdiff_t>(std::min(skip, page_rows.size())));
    std::ranges::move(page_rows, std::back_inserter(rows));
  }
  return rows;
}

std::int64_t count_history(store::Transaction& tx, UserId owner, PeerId peer, const HistoryPage& page) {
  return store::count_messages(tx, owner, peer, range_of(page));
}

std::vector<MessageId> page_of(const std::vector<MessageId>& newest_first, const HistoryPage& page) {
  std::vector<MessageId> ids;
  for (const auto id : newest_first) {
    if ((page.max_id == 0 || id < page.max_id) && id > page.min_id) ids.push_back(id);
  }
  std::ptrdiff_t start = 0;
  if (page.offset_id != 0) {
    start = std::ranges::find_if(ids, [&](MessageId id) { return id < page.offset_id; }) - ids.begin();
  }
  start += page.add_offset;
  const auto size = static_cast<std::ptrdiff_t>(ids.size());
  const auto from = std::clamp<std::ptrdiff_t>(start, 0, size);
  const auto to = std::clamp<std::ptrdiff_t>(start + page.limit, from, size);
  return {ids.begin() + from, ids.begin() + to};
}

}  // namespace botschaft::domain
