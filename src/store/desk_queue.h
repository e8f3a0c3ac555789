#pragma once
// The queue of the desk: cases with their most urgent clock, the most urgent first.
#include <array>

#include "store/desk_cases.h"

namespace botschaft::store {

// Clocks that ask for work of the desk: desk::ClockKind up to `feedback`.
inline constexpr int kLastWorkClock = 4;

struct DeskQueueWanted {
  std::uint32_t states = ~0u;  // bit 1 << desk::State
  int lane = 0;                // 0: any; likewise below
  int instrument = 0;
  std::int64_t sender = 0;  // of a submission in it
  std::optional<std::int64_t> due_before;
  bool escalated = false;  // people on call were told again: the first rung comes with the case
  // Of the last row of the page before.
  std::int64_t after_due = -1;
  std::int64_t after_id = 0;
  int limit = 50;
};

struct DeskQueueRow {
  DeskCaseRow row;
  std::optional<DeskClockRow> clock;  // running, due first; nothing: none runs
  std::int64_t due = 0;               // what it is sorted by: kNoDue where no clock runs
};
inline constexpr std::int64_t kNoDue = std::int64_t{1} << 52;

std::vector<DeskQueueRow> desk_queue_page(Transaction& tx, const DeskQueueWanted& wanted);

struct DeskLaneCount {
  int lane = 0;
  std::int64_t open = 0;
  std::int64_t overdue = 0;
};
// Of the cases in these states, by lane; lanes without any are left out.
std::vector<DeskLaneCount> count_desk_queue(Transaction& tx, std::uint32_t states, std::int64_t now);

}  // namespace botschaft::store
