#pragma once
// What is to happen at a time, whether or not anybody is there then. Each thing is a row; when its time has
// come, the runner (server/due_runner.h) has it done in one transaction that also removes the row: once, and
// after a crash not again.
#include <cstdint>
#include <span>
#include <vector>

#include "store/transaction.h"

namespace botschaft::domain {

// Stored numbers: never reuse one. Beside each: what owner and id of the row are.
enum class DueKind : std::int32_t {
  scheduled_message = 1,  // author, number of the row: domain/messages/scheduled.h
  ending_message = 2,     // whose box or chat, id or number there: domain/messages/ttl.h
  web_page = 3,           // 0, id of a page that has not come: domain/messages/web_pages.h
  ending_media = 70,      // whose box, id of the message there: domain/messages/self_destruct.h
  poll_closing = 10,      // 0, the poll: domain/polls/polls.h
  group_erasure = 20,     // who was in it, the group: domain/groups/members.h
};

// Something is due at `at`: the runner is not to sleep any longer.
struct DueNotice final : store::Notice {
  explicit DueNotice(std::int32_t time) : at(time) {}
  std::int32_t at;  // unix seconds
};

// Has it done at `at`, at once if that is past; what was set for the same before is forgotten.
void set_due(store::Transaction& tx, DueKind kind, std::int64_t owner, std::int64_t id, std::int32_t at);
void clear_due(store::Transaction& tx, DueKind kind, std::int64_t owner, std::int64_t id);

// Things of one kind and owner, which are done together: one event can then tell of many.
struct DueGroup {
  DueKind kind = {};
  std::int64_t owner = 0;
  std::vector<std::int64_t> ids;
};

// The earliest `limit` things whose time has come, grouped.
std::vector<DueGroup> due_groups(store::Transaction& tx, std::int32_t now, int limit);

// Removes the rows of what has not been called off or put off since; what remains in the group is to be done.
void take_due(store::Transaction& tx, DueGroup& group, std::int32_t now);

// Does it, in the transaction that took it. What cannot be done any more is dropped: nothing here fails but
// the store.
void run_due(store::Transaction& tx, const DueGroup& group, std::int32_t now);

}  // namespace botschaft::domain
