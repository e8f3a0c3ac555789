#include "store/desk_queue.h"

namespace botschaft::store {
namespace {

static_assert(kNoDue == 4503599627370496);
// The moment the first of a case's clocks of work is due.
#define DUE                                                                                            \
  "coalesce((SELECT min(k.due_at) FROM desk_clocks k WHERE k.case_id = c.id AND k.stopped_at = 0 AND " \
  "k.kind <= 4), 4503599627370496)"
static_assert(kLastWorkClock == 4);

std::optional<DeskClockRow> first_due(Transaction& tx, std::int64_t case_id) {
  std::optional<DeskClockRow> first;
  for (auto& clock : desk_clocks(tx, case_id)) {
    if (clock.stopped_at != 0 || clock.kind > kLastWorkClock) continue;
    if (!first || clock.due_at.value_or(kNoDue) < first->due_at.value_or(kNoDue)) first = clock;
  }
  return first;
}

}  // namespace

std::vector<DeskQueueRow> desk_queue_page(Transaction& tx, const DeskQueueWanted& wanted) {
  static constexpr Sql kPage{
      "SELECT id, due FROM (SELECT c.id AS id, " DUE
      " AS due FROM desk_cases c WHERE ((?1 >> c.state) & 1) = 1 AND (?2 = 0 OR c.lane = ?2) AND "
      "(?3 = 0 OR c.instrument = ?3) AND (?4 = 0 OR EXISTS (SELECT 1 FROM desk_submissions s WHERE "
      "s.sender = ?4 AND s.case_id = c.id)) AND (?5 = 0 OR EXISTS (SELECT 1 FROM desk_clocks k WHERE "
      "k.case_id = c.id AND k.stopped_at = 0 AND k.rung > 1))) "
      "WHERE (?6 IS NULL OR due < ?6) AND (due, id) > (?7, ?8) ORDER BY due, id LIMIT ?9"};
  std::vector<std::pair<std::int64_t, std::int64_t>> found;
  auto q =
      tx.run(kPage, static_cast<std::int64_t>(wanted.states), wanted.lane, wanted.instrument, wanted.sender,
             wanted.escalated ? 1 : 0, wanted.due_before, wanted.after_due, wanted.after_id, wanted.limit);
  while (q.next()) found.emplace_back(q.int64(0), q.int64(1));
  std::vector<DeskQueueRow> rows;
  for (const auto& [id, due] : found)
    if (auto row = find_desk_case(tx, id))
      rows.push_back({.row = *std::move(row), .clock = first_due(tx, id), .due = due});
  return rows;
}

std::vector<DeskLaneCount> count_desk_queue(Transaction& tx, std::uint32_t states, std::int64_t now) {
  static constexpr Sql kCount{"SELECT lane, count(*), sum(due < ?2) FROM (SELECT c.lane AS lane, " DUE
                              " AS due FROM desk_cases c WHERE ((?1 >> c.state) & 1) = 1) GROUP BY lane"};
  std::vector<DeskLaneCount> counts;
  auto q = tx.run(kCount, static_cast<std::int64_t>(states), now);
  while (q.next()) counts.push_back({.lane = q.int32(0), .open = q.int64(1), .overdue = q.int64(2)});
  return counts;
}

}  // namespace botschaft::store
